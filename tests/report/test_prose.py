"""Sentences with mathematics in them."""

from __future__ import annotations

import pytest

from proofs import pages
from report.escape import Tex
from report.prose import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max(a, b) = R(a − b) + b.", r"$\max(a,\, b)=\operatorname{R}(a-b)+b$."),
        ("If a ≥ b the ReLU gives a − b.", r"If $a\geq b$ the ReLU gives $a-b$."),
        ("A window is a convolution.", "A window is a convolution."),
        ("takes away from a.", "takes away from $a$."),
        ("entries a, b and c", "entries $a$, $b$ and $c$"),
        ("for every n a kernel", "for every $n$ a kernel"),
        ("kernel 1/(k_h k_w)", r"kernel $1/(k_{h}\,k_{w})$"),
        ("W((n−1)/e)/β", r"$W((n-1)/e)/\beta$"),
        ("⌈log₂ k⌉ steps", r"$\lceil \log_{2} k\rceil$ steps"),
        ("f(e₁)+f(−e₁)=2f(0)", "$f(e_{1})+f(-e_{1})=2f(0)$"),
        ("S_β(x) and e^{βx}", r"$S_{\beta}(x)$ and $e^{\beta x}$"),
        ("2^(u − 1) of them", "$2^{u-1}$ of them"),
        ("a 3 × 3 window", r"a $3\times 3$ window"),
        (
            "with return_indices=True",
            r"with \texttt{return\_\allowbreak{}indices=\allowbreak{}True}",
        ),
        ("i.e. in int8, 2-D, 1,584,192 of them", "i.e. in int8, 2-D, 1,584,192 of them"),
        ("the exercise's input", "the exercise's input"),
        ("W. Rudin", "W. Rudin"),
        ("the ∞-norm", r"the $\infty$-norm"),
        ('the "so-called" rule', "the ``so-called'' rule"),
        ("(any stride, padding) of x(i, j)", r"(any stride, padding) of $x_{i,\, j}$"),
        ("−(−128) is −128", "$-(-128)$ is $-128$"),
        ("50% {a} \\b", r"50\% \{a\} \textbackslash{}$b$"),
    ],
)
def test_prose(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_names_of_theorems_are_links() -> None:
    links = {"relu-max": Tex(r"\link{relu-max}")}
    assert prose("By relu-max, so-called, relu-maximal.", links) == (
        r"By \link{relu-max}, so-called, relu-maximal."
    )


def test_every_sentence_of_the_pages_is_balanced() -> None:
    texts = [t for p in pages() for c in p for t in (c.says, c.because)]
    texts += [t for p in pages() for t in (p.title, p.question, p.answer)]
    for text in texts:
        shown = prose(text)
        assert shown.count("$") % 2 == 0, text
        assert shown.replace(r"\{", "").count("{") == shown.replace(r"\}", "").count("}"), text
        assert "U+" not in shown, f"a sign without LaTeX in {text!r}"
