"""Exercise 7: softmax pooling."""

from collections.abc import Callable
from typing import Any

from proofs.run import main
from symbolic.arithmetic import either, every, exp, largest, log, relu, smallest, sqrt, total, where
from symbolic.claims import wrong
from fractions import Fraction
from symbolic.methods import compute, derive, each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import average, logsumexp, softmax
from symbolic.ranges import witness
from symbolic.terms import INFINITY, PI, Function, Term, as_real, derivative, integers, integral, real_function, reals, recursive, sequences, as_term

page = Page(
    "7",
    "Softmax pooling",
    "?",
    "…",
)
claim = page.claim
x, y, w = sequences("x y w")
n, m, j, i = integers("n m j i")
a, b, c, t, s, p, q, beta, delta, epsilon = reals("a b c t s p q beta delta epsilon")


def weight(i: Any) -> Any:
    return exp(beta * x(i))

nothing = as_real(0)
one = as_real(1)

claim(
    "exp-positive",
    "",
    exp(t) > 0,
    proof=solve(uses=[use("exp-of-sum", a=t / 2, b=t / 2), use("exp-of-sum", a=t, b=-t), use("exp-at-least-tangent", t=0)]),
    false=[wrong(exp(t) > 1, t=0)],
    because="",
)
claim(
    "exp-at-zero",
    "",
    exp(nothing) == 1,
    proof=solve(uses=[use("exp-of-sum", a=0, b=0), use("exp-at-least-tangent", t=0)]),
    false=[exp(nothing) == 0],
    because="",
)
claim(
    "exp-increasing",
    "",
    (exp(a) <= exp(b)).iff(a<=b),
    proof=solve(uses=[use("exp-of-sum", a=a, b=b-a), use("exp-of-sum", a=b, b=a-b), use("exp-at-least-tangent", t=b-a), use("exp-at-least-tangent", t=a-b), use("exp-positive", t=a), use("exp-positive", t=b)]),
    false=[wrong((exp(a) <= exp(b)).iff(a<b),a=0,b=0)],
    because="",
)
claim(
    "exp-of-difference",
    "",
    exp(b-a)*exp(a)==exp(b),
    proof=solve(uses=[use("exp-of-sum", a=b-a, b=a)]),
    false=[wrong(exp(b-a)*exp(a)==exp(a), a=0,b=1)],
    because="",
)
claim(
    "softmax-weights-positive",
    "",
    every(lambda i: weight(i) > 0, n) & (total(weight, n) > 0),
    given=[n>=1],
    proof=each(solve(uses=[use("exp-positive", t=beta*x(witness("i")))]), induct(n, uses=[use("exp-positive", t=beta*x(n)), use("exp-positive", t=beta*x(0))])),
    false=[wrong(total(weight, n) > 1, n=1, x=[0], beta=0)],
    because="",
)
claim(
    "weighted-chebyshev-one",
    "",
    total(lambda i: w(i)*(a-x(i))*(b-y(i)), n)>=0,
    given=[n>=1, every(lambda i: w(i)>=0, n), every(lambda i: (x(i)<=a).implies(y(i)<=b) & (a<=x(i)).implies(b<=y(i)), n)],
    proof=solve(uses=[use("sum-is-monotone", x=lambda i: 0, y=lambda i: w(i)*(a-x(i))*(b-y(i)))], steps=[every(lambda i: w(i)*((a-x(i))*(b-y(i)))>=0, n)]),
    false=[wrong(total(lambda i: w(i)*(a-x(i))*(b-y(i)), n)>0)],
    because="",
)
X=total(lambda i: w(i)*x(i), n)
Y=total(lambda i: w(i)*y(i), n)
W=total(w, n)
XY=total(lambda i: w(i)*x(i)*y(i), n)
A, B, C, D = reals("A B C D")
claim(
    "chebyshev-step",
    "",
    (A+s*a)*(B+s*b)<=(C+s)*(D+s*a*b),
    given=[s>=0,A*B<=C*D, C*a*b-a*B-A*b+D>=0],
    proof=solve(steps=[s*(C*a*b-a*B-A*b+D)>=0]),
    false=[wrong((A+s*a)*(B+s*b)<=(C+s)*(D+s*a*b),[s>=0,A*B<=C*D])],
    because="",
)
claim(
    "weighted-chebyshev",
    "",
    X*Y<=W*XY,
    given=[n>=1, every(lambda i: w(i)>=0, n), every(lambda i: every(lambda j: (x(i)<=x(j)).implies(y(i)<=y(j)), n), n)],
    proof=induct(n, uses=[use("weighted-chebyshev-one", a=x(n), b=y(n)), use("chebyshev-step", s=w(n), a=x(n), b=y(n), A=X, B=Y,C=W,D=XY)], steps=[every(lambda i: w(i)>=0, n), every(lambda i: (x(i)<=x(n)).implies(y(i)<=y(n)) & (x(n)<=x(i)).implies(y(n)<=y(i)), n), X*Y<=W*XY, W*x(n)*y(n)-x(n)*Y-X*y(n)+XY>=0,(X+w(n)*x(n))*(Y+w(n)*y(n))<=(W+w(n))*(XY+w(n)*x(n)*y(n))]),
    false=[wrong(X*Y<=W*XY,[n>=1, every(lambda i: w(i)>=0, n)])],
    because="",
)
claim(
    "exp-keeps-order",
    "",
    every(lambda i: every(lambda j: (x(i)<=x(j)).implies(exp(delta*x(i))<=exp(delta*x(j))), n), n),
    given=[n>=1, delta>=0],
    proof=solve(uses=[use("exp-increasing", a=delta*x(witness("i")), b=delta*x(witness("j"))), use("exp-increasing", b=delta*x(witness("i")), a=delta*x(witness("j")))]),
    false=[wrong(every(lambda i: every(lambda j: (x(i)<=x(j)).implies(exp(delta*x(i))<=exp(delta*x(j))), n), n), [n>=1], n=2,x=[0,1],delta=-1)],
    because="",
)
claim(
    "softmax-between",
    "",
    (average(x, n) <= softmax(x, n, beta)) & (softmax(x, n, beta) <= largest(x, n)),
    given=[n>=1, beta>=0],
    proof=each(solve(uses=[use("softmax-weights-positive"), use("exp-keeps-order", delta=beta), use("weighted-chebyshev", w=lambda i: 1, y=weight)]),
      solve(uses=[use("softmax-weights-positive"), use("sum-is-monotone", x=lambda i: x(i)*weight(i), y=lambda i: largest(x,n)*weight(i))], steps=[every(lambda i: (largest(x,n)-x(i))*weight(i)>=0, n), total(lambda i: x(i)*weight(i),n)<=total(lambda i: largest(x,n)*weight(i),n)])),
    false=[wrong((average(x, n) <= softmax(x, n, beta)), [n>=1], n=2,x=[0,1],beta=-1), wrong(softmax(x, n, beta) == largest(x, n), n=2,x=[0,1],beta=1)],
    because="",
)
claim(
    "sums-at-zero",
    "",
    (total(lambda i: exp(nothing*x(i)), n) == n) & (total(lambda i: x(i)*exp(nothing*x(i)), n) == total(x, n)),
    given=[n>=1],
    proof=induct(n, uses=[use("exp-at-zero")]),
    false=[wrong(total(lambda i: exp(nothing*x(i)), n) == 1)],
    because="",
)
claim(
    "softmax-at-zero",
    "",
    (softmax(x, n, 0) == average(x, n)),
    given=[n>=1],
    proof=solve(uses=[use("sums-at-zero")]),
    false=[wrong(softmax(x, n, 0) == largest(x, n))],
    because="",
)

S=softmax(x, n, beta)
def powered(k): return total(lambda i: exp((beta+delta)*x(i)), n)
claim(
    "weights-multiply",
    "",
    (total(lambda i: weight(i)*exp(delta*x(i)), n) == total(lambda i: exp((beta+delta)*x(i)), n))
    & (total(lambda i: weight(i)*x(i)*exp(delta*x(i)), n) == total(lambda i: x(i)*exp((beta+delta)*x(i)), n)),
    given=[n>=1],
    proof=induct(n, uses=[use("exp-of-sum", a=beta*x(n), b=delta*x(n)), use("exp-of-sum", a=beta*x(0), b=delta*x(0))],
      ),
    false=[wrong(total(lambda i: weight(i)*exp(delta*x(i)), n) == 0, n=1, x=[0], beta=0,delta=0)],
    because="",
)
claim(
    "softmax-rises",
    "",
    softmax(x, n, beta) <= softmax(x, n, beta+delta),
    given=[n>=1, delta>=0],
    proof=solve(uses=[use("weights-multiply"), use("softmax-weights-positive"), use("softmax-weights-positive", beta=beta+delta), use("exp-keeps-order"), use("weighted-chebyshev", w=weight, y=lambda i: exp(delta*x(i)))],
      ),
    false=[wrong(softmax(x, n, beta) < softmax(x, n, beta+delta), n=1,x=[0],beta=0,delta=1)],
    because="",
)
claim(
    "softmax-derivative",
    "",
    derivative(S, beta) == total(lambda i: (x(i)-S)**2*weight(i), n)/total(weight, n),
    given=[n>=1],
    proof=derive(),
    false=[wrong(derivative(S, beta) == total(lambda i: (x(i)-S)*weight(i), n)/total(weight, n), n=2,x=[0,1],beta=0)],
    because="",
)
claim(
    "softmax-variance",
    "",
    total(lambda i: (x(i)-S)**2*weight(i), n)/total(weight, n)>=0,
    given=[n>=1],
    proof=solve(uses=[use("softmax-weights-positive"), use("sum-is-monotone", x=lambda i: 0, y=lambda i: (x(i)-S)**2*weight(i))], steps=[every(lambda i: (x(i)-S)**2*weight(i)>=0, n)]),
    false=[wrong(total(lambda i: (x(i)-S)**2*weight(i), n)/total(weight, n)>0, n=1,x=[0],beta=0)],
    because="",
)
def lambertw(t): return real_function("lambertw", t)
E1=exp(one)
gap_constant=lambertw((n-1)/E1)
claim(
    "gap-constant",
    "",
    (gap_constant>=0) & (gap_constant*exp(gap_constant+1)==n-1),
    given=[n>=1],
    proof=solve(uses=[use("lambert-w", t=(n-1)/E1), use("exp-positive", t=1), use("exp-of-sum", a=gap_constant, b=1)], steps=[(n-1)/E1>=0]),
    false=[wrong(gap_constant*exp(gap_constant)==n-1, n=2)],
    because="",
)
claim(
    "tangent-times-weight",
    "",
    (q-p-c)*exp(p) <= exp(q-(c+1)),
    proof=solve(uses=[use("exp-at-least-tangent", t=q-(c+1)-p), use("exp-of-difference", b=q-(c+1), a=p), use("exp-positive", t=p)]),
    false=[wrong((q-p-c)*exp(p) < exp(q-(c+1)), q=1,p=0,c=0)],
    because="",
)
claim(
    "tangent-times-weights",
    "",
    every(lambda i: (q-beta*x(i)-c)*weight(i)<=exp(q-(c+1)), n),
    proof=solve(uses=[use("tangent-times-weight", p=beta*x(witness("i")))]),
    false=[wrong(every(lambda i: (q-beta*x(i)-c)*weight(i)<exp(q-(c+1)), n), n=1,x=[0],beta=0,q=1,c=0)],
    because="",
)
claim(
    "sum-with-one-exception",
    "",
    total(x, n) <= where(m < n, x(m)+(n-1)*b, n*b),
    given=[n>=1, m>=0, every(lambda i: x(i)<=b, n, lambda i: i != m)],
    proof=induct(n),
    false=[total(x,n)<=n*b],
    because="",
)
claim(
    "softmax-gap-at",
    "",
    x(m)-S <= gap_constant/beta,
    given=[n>=1, m>=0, m<n, beta>0, every(lambda i: x(i)<=x(m), n)],
    proof=solve(uses=[use("gap-constant"), use("softmax-weights-positive"), use("sum-with-one-exception", x=lambda i: (beta*x(m)-beta*x(i)-gap_constant)*weight(i), b=exp(beta*x(m)-(gap_constant+1))),
       use("tangent-times-weights", q=beta*x(m), c=gap_constant), use("exp-of-difference", a=gap_constant+1, b=beta*x(m))],
       steps=[
          every(lambda i: (beta*x(m)-beta*x(i)-gap_constant)*weight(i)<=exp(beta*x(m)-(gap_constant+1)), n, lambda i: i!=m),
          gap_constant*exp(beta*x(m))==(n-1)*exp(beta*x(m)-(gap_constant+1)),
          total(lambda i:(beta*x(m)-beta*x(i)-gap_constant)*weight(i),n)<=0,
          beta*x(m)*total(weight, n)-beta*total(lambda i: x(i)*weight(i), n) <= gap_constant*total(weight,n),
         ]),
    false=[wrong(x(m)-S <=0, n=2,x=[1,0],beta=1,m=0)],
    because="",
)
claim(
    "softmax-gap",
    "",
    largest(lambda k: x(k),n)-S <= gap_constant/beta,
    given=[n>=1, beta>0],
    proof=solve(uses=[use("softmax-gap-at", m=witness("k"))]),
    false=[wrong(largest(x,n)-S <=0, n=2,x=[1,0],beta=1)],
    because="",
)

def two_valued(first, others):
    return lambda i: where(i==0, first, others)
claim(
    "sums-of-two-values",
    "",
    (total(lambda i: exp(beta*two_valued(t, s)(i)), n) == exp(beta*t)+(n-1)*exp(beta*s))
    & (total(lambda i: two_valued(t, s)(i)*exp(beta*two_valued(t, s)(i)), n) == t*exp(beta*t)+(n-1)*s*exp(beta*s)),
    given=[n>=1],
    proof=induct(n),
    false=[wrong(total(lambda i: exp(beta*two_valued(t, s)(i)), n) == n*exp(beta*t), n=2, beta=1,t=0,s=1)],
    because="",
)
def spike(t): return two_valued(t, nothing)
claim(
    "softmax-of-one",
    "",
    softmax(spike(t), n, beta) == t*(exp(beta*t)/(exp(beta*t)+(n-1))),
    given=[n>=1],
    proof=solve(uses=[use("sums-of-two-values", s=0), use("exp-at-zero"), use("exp-positive", t=beta*t)], steps=[exp(beta*nothing)==1]),
    false=[wrong(softmax(spike(t), n, beta) ==t, n=2, beta=1,t=1)],
    because="",
)
claim(
    "gap-at-peak",
    "",
    (c+1)/beta-(c+1)/beta*(a/(a+b))==c/beta,
    given=[c>=0, a>0, beta>0, b==c*a],
    proof=solve(steps=[(c+1)*(a/(a+b))==1]),
    false=[wrong((c+1)/beta-(c+1)/beta*(a/(a+b))==(c+1)/beta)],
    because="",
)
peak=(gap_constant+1)/beta
claim(
    "softmax-gap-attained",
    "",
    largest(spike(peak),n)-softmax(spike(peak),n,beta) == gap_constant/beta,
    given=[n>=1,beta>0],
    proof=solve(uses=[use("gap-constant"), use("softmax-of-one", t=peak), use("exp-positive", t=gap_constant+1), use("gap-at-peak", c=gap_constant, a=exp(beta*peak), b=n-1)],
      steps=[peak>0, largest(spike(peak),n)==peak, beta*peak==gap_constant+1, exp(beta*peak)==exp(gap_constant+1)]),
    false=[wrong(softmax(spike(t), n, beta) ==t, n=2, beta=1,t=1)],
    because="",
)
L=log(as_real(n))
claim(
    "softmax-gap-below-log",
    "",
    gap_constant<=log(n),
    given=[n>=1],
    proof=solve(uses=[use("gap-constant"), use("exp-of-log", t=n), use("exp-at-least-tangent", t=-L), use("exp-of-difference", a=L,b=0), use("exp-at-zero"), use("exp-at-least-tangent", t=L),use("exp-increasing", a=gap_constant,b=L), use("exp-increasing", a=gap_constant,b=gap_constant+1), use("exp-increasing", a=0,b=L) ],
      steps=[exp(-L)*n==1, L*n>=n-1, L>=0, (gap_constant>L).implies(gap_constant*exp(gap_constant+1)>=gap_constant*n)]
      ),
    false=[wrong(gap_constant<=log(n)-1/2, n=2)],
    because="",
)
U=total(weight,n)
M=largest(lambda k: x(k),n)
claim(
    "weights-below",
    "",
    every(lambda i: weight(i)<=exp(beta*M), n),
    given=[n>=1,beta>=0],
    proof=solve(uses=[use("exp-increasing", a=beta*x(witness("i")), b=beta*M)]),
    false=[wrong(every(lambda i: weight(i)<exp(beta*M), n), n=2,x=[0,0],beta=0)],
    because="",
)
claim(
    "weights-bounded",
    "",
    (exp(beta*M)<=U) & (U<=n*exp(beta*M)),
    given=[n>=1,beta>=0],
    proof=each(solve(uses=[use("softmax-weights-positive"), use("max-below-n-average", x=weight)], steps=[every(lambda i: weight(i)<=U, n)]),
      solve(uses=[use("weights-below"), use("sum-is-monotone", x=weight, y=lambda i: exp(beta*M))])),
    false=[wrong(U<=exp(beta*M), n=2,x=[0,0],beta=0)],
    because="",
)
claim(
    "logsumexp-gap",
    "",
    (0<=logsumexp(x,n,beta)-M) & (logsumexp(x,n,beta)-M<=log(n)/beta),
    given=[n>=1,beta>0],
    proof=solve(uses=[use("weights-bounded"), use("exp-of-log", t=U), use("exp-of-log", t=n), use("exp-of-sum", a=L,b=beta*M), use("exp-increasing", a=beta*M,b=log(U)), use("exp-increasing", a=log(U),b=L+beta*M),use("exp-positive", t=beta*M)],
      steps=[U>0, beta*M<=log(U), log(U)<=L+beta*M]),
    false=[wrong(logsumexp(x,n,beta)-M<=log(n)/beta-1/4,n=2,x=[0,0],beta=1)],
    because="",
)

claim(
    "softmax-gap-values",
    "",
    (abs(lambertw(3/E1)-Fraction("0.6035"))<Fraction("0.00005")) & (abs(lambertw(8/E1)-Fraction("1.0401"))<Fraction("0.00005")),
    proof=compute(),
    false=[wrong(lambertw(3/E1)<Fraction("0.6034"))],
    because="",
)
claim(
    "logsumexp-gap-attained",
    "",
    logsumexp(lambda i: t, n, beta)-largest(lambda i:t, n)==log(n)/beta,
    given=[n>=1,beta>0],
    proof=solve(uses=[use("exp-positive", t=beta*t), use("exp-of-log", t=n*exp(beta*t)), use("exp-of-log", t=n), use("exp-of-sum", a=L,b=beta*t), use("exp-increasing", a=log(n*exp(beta*t)),b=L+beta*t), use("exp-increasing", b=log(n*exp(beta*t)),a=L+beta*t)],
      steps=[n*exp(beta*t)>0, log(total(lambda i: exp(beta*t),n))==log(n*exp(beta*t)),log(n*exp(beta*t))==L+beta*t]),
    false=[wrong(logsumexp(lambda i: t, n, beta)-largest(lambda i:t, n)<log(n)/beta,n=2,t=0,beta=1)],
    because="",
)
V=exp(beta*t)+(n-1)
claim(
    "logsumexp-gap-closes",
    "",
    logsumexp(spike(t), n, beta)-t<=(n-1)/(beta*(1+beta*t)),
    given=[n>=1,beta>0,t>=0],
    proof=solve(uses=[use("sums-of-two-values", s=0), use("exp-at-zero"), use("exp-positive", t=beta*t), use("exp-of-log", t=V),use("exp-of-difference", a=beta*t,b=log(V)), use("exp-at-least-tangent", t=beta*t),use("exp-at-least-tangent", t=log(V)-beta*t), use("exp-increasing", a=0, b=log(V)-beta*t)],
      steps=[exp(beta*nothing)==1, log(total(lambda i: exp(beta*spike(t)(i)),n))==log(V), (exp(log(V)-beta*t)-1)*exp(beta*t)==n-1, (log(V)-beta*t)*exp(beta*t)<=n-1, log(V)-beta*t>=0, (log(V)-beta*t)*(1+beta*t)<=n-1, (log(V)-beta*t)<=(n-1)/(1+beta*t)]),
    false=[wrong(logsumexp(spike(t), n, beta)-t<=0,n=2,t=0,beta=1)],
    because="",
)
claim(
    "softmax-tends-to-max",
    "",
    (M-S>=0)&(M-S<=epsilon),
    given=[n>=1,epsilon>0,beta>0,beta*epsilon>=gap_constant],
    proof=solve(uses=[use("softmax-between"), use("softmax-gap")]),
    false=[wrong(M-S<=epsilon, [n>=1,epsilon>0,beta>0],n=2,x=[0,1],beta=1, epsilon=Fraction(1,10))],
    because="",
)
def placed(i): return where(i==j, t, x(i))
N0=total(lambda i: x(i)*weight(i), n, lambda i: i!=j)
Z0=total(weight, n, lambda i: i!=j)
claim(
    "entry-replaced",
    "",
    (total(lambda i: placed(i)*exp(beta*placed(i)),n)==where(j<n, t*exp(beta*t), 0)+N0)
    & (total(lambda i: exp(beta*placed(i)),n)==where(j<n, exp(beta*t),0)+Z0),
    given=[n>=1,j>=0],
    proof=induct(n,also=[]),
    false=[wrong(total(lambda i: exp(beta*placed(i)),n)==Z0, n=1,j=0,t=0,beta=0,x=[0])],
    because="",
)
claim(
    "softmax-of-one-entry",
    "",
    (total(lambda i: placed(i)*exp(beta*placed(i)),n)==t*exp(beta*t)+N0)
    & (total(lambda i: exp(beta*placed(i)),n)==exp(beta*t)+Z0),
    given=[n>=1,j>=0,j<n],
    proof=solve(uses=[use("entry-replaced")]),
    false=[wrong(total(lambda i: exp(beta*placed(i)),n)==Z0, n=1,j=0,t=0,beta=0,x=[0])],
    because="",
)
St=softmax(placed,n,beta)
pt=exp(beta*t)/total(lambda i: exp(beta*placed(i)), n)
claim(
    "softmax-gradient",
    "",
    derivative(St, t)==pt*(1+beta*(t-St)),
    given=[n>=1,j>=0,j<n],
    proof=derive(uses=[use("softmax-of-one-entry")]),
    false=[wrong(derivative(St, t)==pt, n=2,j=0,t=0,beta=1,x=[0,1])],
    because="",
)
claim(
    "softmax-gradient-sums-to-one",
    "",
    total(lambda j: weight(j)/U*(1+beta*(x(j)-S)), n)==1,
    given=[n>=1],
    proof=solve(uses=[use("softmax-weights-positive")]),
    false=[wrong(total(lambda j: weight(j)/U*(1+beta*(x(j)-S)), n)==n, n=2,beta=0,x=[0,0])],
    because="",
)

claim(
    "raised-entry",
    "",
    (t*a+b*(3*t)*(a*a*a))/(a+b*(a*a*a)) < b*(3*t)*(a*a*a)/(1+b*(a*a*a)),
    given=[a>=2,b>=1,t>0],
    proof=solve(steps=[a*a>=4, a*a*(2*a-3)>=4, b*(a*a*(2*a-3))>=4, 1+3*b*(a*a)<2*b*(a*a*a), b*(a*a*a)>0, (a+b*3*a*a*a)*(1+b*(a*a*a))<b*3*(a*a*a)*(a+b*(a*a*a)),
      (a+b*3*a*a*a)/(a+b*(a*a*a))<b*3*(a*a*a)/(1+b*(a*a*a)),t*((a+b*3*a*a*a)/(a+b*(a*a*a)))<t*(b*3*(a*a*a)/(1+b*(a*a*a)))]),
    false=[wrong((t*a+b*(3*t)*(a*a*a))/(a+b*(a*a*a)) < b*(3*t)*(a*a*a)/(1+b*(a*a*a)), [a>=1,b>=1,t>0])],
    because="",
)
claim(
    "softmax-not-monotone",
    "",
    softmax(two_valued(t, 3*t), n, beta) < softmax(two_valued(0, 3*t), n, beta),
    given=[n>=2,beta>0,beta*t==1],
    proof=solve(uses=[use("sums-of-two-values", s=3*t), use("sums-of-two-values", t=0,s=3*t), use("exp-at-zero"), use("exp-of-sum", a=1,b=1), use("exp-of-sum", a=2,b=1), use("exp-at-least-tangent", t=1), use("raised-entry", a=E1,b=n-1)],
       steps=[exp(beta*t)==E1, exp(beta*(3*t))==E1*E1*E1, exp(beta*nothing)==1, E1>=2, t>0]),
    false=[wrong(softmax(two_valued(1, 3), n, 1)<softmax(two_valued(0, 3), n, 1)-1, n=2,beta=1,t=1)],
    because="",
)
claim(
    "ratio-grows",
    "",
    b/(b+c)<a/(a+c),
    given=[b>0,a>b,c>0],
    proof=solve(steps=[b*(a+c)<a*(b+c)]),
    false=[wrong(b/(b+c)<a/(a+c), [b>0,a>b,c>=0])],
    because="",
)
claim(
    "softmax-scale-dependent",
    "",
    softmax(spike(a*t), n, beta) > a*softmax(spike(t), n, beta),
    given=[n>=2,beta>0,a>1,t>0],
    proof=solve(uses=[use("softmax-of-one"), use("softmax-of-one", t=a*t), use("ratio-grows", a=exp(beta*(a*t)), b=exp(beta*t), c=n-1), use("exp-positive", t=beta*t), use("exp-increasing", a=beta*(a*t), b=beta*t)],
       steps=[beta*(a*t)>beta*t, exp(beta*t)/(exp(beta*t)+(n-1))<exp(beta*(a*t))/(exp(beta*(a*t))+(n-1)), a*t*(exp(beta*t)/(exp(beta*t)+(n-1)))<a*t*(exp(beta*(a*t))/(exp(beta*(a*t))+(n-1)))]),
    false=[wrong(softmax(spike(a*t), n, beta) == a*softmax(spike(t), n, beta), n=2,beta=1,a=2,t=1)],
    because="",
)
claim(
    "relu-affine-at-first",
    "",
    relu(p+q*t)==relu(p)+where(p>0,q,where(p<0,0,relu(q)))*t,
    given=[t>=0, t*abs(q)<=abs(p)],
    false=[wrong(relu(p+q*t)==relu(p)+where(p>0,q,where(p<0,0,relu(q)))*t, [t>=0])],
    because="",
)
claim(
    "softmax-no-relu-network",
    "",
    softmax(spike(t), n, beta) > 2*softmax(spike(t/2), n, beta),
    given=[n>=2,beta>0,t>0],
    proof=solve(uses=[use("softmax-of-one"), use("softmax-of-one", t=t/2), use("ratio-grows", a=exp(beta*t), b=exp(beta*(t/2)), c=n-1), use("exp-positive", t=beta*(t/2)), use("exp-increasing", a=beta*t, b=beta*(t/2))],
       steps=[beta*t>beta*(t/2), exp(beta*(t/2))/(exp(beta*(t/2))+(n-1))<exp(beta*t)/(exp(beta*t)+(n-1)), t*(exp(beta*(t/2))/(exp(beta*(t/2))+(n-1)))<t*(exp(beta*t)/(exp(beta*t)+(n-1)))]),
    false=[wrong(softmax(spike(t), n, beta) == 2*softmax(spike(t/2), n, beta), n=2,beta=1,t=1)],
    because="",
)
share=exp(beta*t)/(exp(beta*t)+(n-1))
claim(
    "softmax-curvature",
    "",
    derivative(derivative(softmax(spike(t), n, beta), t), t) == beta*share*(1-share)*(2+beta*t*(1-2*share)),
    given=[n>=1],
    proof=derive(uses=[use("softmax-of-one")]),
    false=[wrong(derivative(derivative(softmax(spike(t), n, beta), t), t) == 0, n=2,beta=1,t=0)],
    because="",
)
FLT_MAX=2**128-2**104
claim(
    "float32-exp-limit",
    "",
    (exp(as_real(Fraction("88.72")))<FLT_MAX)&(exp(as_real(Fraction("88.73")))>2**128),
    proof=compute(),
    false=[exp(as_real(Fraction("88.72")))>FLT_MAX],
    because="",
)
claim(
    "softmax-overflow",
    "",
    (beta*t<=Fraction("88.72")).implies(exp(beta*t)<FLT_MAX) & (beta*t>=Fraction("88.73")).implies(exp(beta*t)>2**128),
    proof=solve(uses=[use("float32-exp-limit"), use("exp-increasing", a=beta*t,b=Fraction("88.72")), use("exp-increasing", b=beta*t,a=Fraction("88.73"))]),
    false=[wrong((beta*t>=Fraction("88.72")).implies(exp(beta*t)>FLT_MAX), beta=1,t=Fraction("88.72"))],
    because="",
)
claim(
    "sums-shifted",
    "",
    (total(lambda i: exp(beta*(x(i)-t)),n)*exp(beta*t)==U)
    & (total(lambda i: x(i)*exp(beta*(x(i)-t)),n)*exp(beta*t)==total(lambda i: x(i)*weight(i), n)),
    given=[n>=1],
    proof=induct(n, uses=[use("exp-of-sum", a=beta*(x(n)-t), b=beta*t), use("exp-of-sum", a=beta*(x(0)-t), b=beta*t)]),
    false=[wrong(total(lambda i: exp(beta*(x(i)-t)),n)*exp(beta*t)==1,n=2,x=[0,0],beta=0,t=0)],
    because="",
)
def shifted(i): return exp(beta*(x(i)-t))
claim(
    "softmax-shifted",
    "",
    S==total(lambda i: x(i)*shifted(i), n)/total(shifted, n),
    given=[n>=1],
    proof=solve(uses=[use("sums-shifted"), use("softmax-weights-positive"), use("exp-positive", t=beta*t)],
       steps=[total(shifted,n)!=0, S*U==total(lambda i: x(i)*weight(i), n), S*total(shifted,n)*exp(beta*t)==total(lambda i: x(i)*shifted(i), n)*exp(beta*t), S*total(shifted,n)==total(lambda i: x(i)*shifted(i), n)]),
    false=[wrong(S==total(lambda i: (x(i)-t)*shifted(i), n)/total(shifted, n), n=1,x=[0],beta=1,t=1)],
    because="",
)

def safe(i): return exp(beta*(x(i)-M))
claim(
    "softmax-shifted-bounded",
    "",
    every(lambda i: (safe(i)>0) & (safe(i)<=1), n) & (1<=total(safe,n)) & (total(safe,n)<=n) & (abs(total(lambda i: x(i)*safe(i), n))<=n*largest(lambda i: abs(x(i)), n)),
    given=[n>=1, beta>=0],
    proof=each(solve(uses=[use("exp-positive", t=beta*(x(witness("i"))-M)), use("exp-increasing", a=beta*(x(witness("i"))-M), b=0), use("exp-at-zero")]),
      solve(uses=[use("weights-bounded"), use("sums-shifted", t=M), use("exp-positive", t=beta*M)]),
      solve(uses=[use("weights-bounded"), use("sums-shifted", t=M), use("exp-positive", t=beta*M)]),
      solve(uses=[use("softmax-shifted-factors"), use("sum-is-monotone",x=lambda i: x(i)*safe(i),y=lambda i: largest(lambda i: abs(x(i)), n)), use("sum-is-monotone",x=lambda i: -x(i)*safe(i),y=lambda i: largest(lambda i: abs(x(i)), n))])),
    false=[wrong(total(safe,n)<=1,n=2,x=[0,0],beta=0)],
    because="",
)
from symbolic.cost import count
softmax_cost=count(softmax(x,n,beta))

max_cost=count(largest(x,n))
claim(
    "softmax-cost",
    "",
    (softmax_cost.exponentials==n)&(softmax_cost.multiplications==2*n)&(softmax_cost.additions==2*n-2)&(as_term(softmax_cost.divisions)==1)&(max_cost.comparisons==n-1),
    given=[n>=1],
    proof=solve(),
    false=[(softmax_cost.exponentials==2*n)],
    because="",
)
if __name__ == "__main__":
    main(page)
