"""What the Coq proofs of theorems are made of: lemmas on equality and signs, and tactics."""

from __future__ import annotations

from typing import Final

FACTS: Final = r"""(** Equal arguments give equal values. *)

Lemma ext1 (f g : R -> R) : (forall i, g i = f i) -> f = g.
Proof. intros H; apply functional_extensionality; intros i; symmetry; apply H. Qed.

Lemma ext2 (f g : R -> R -> R) : (forall i j, g i j = f i j) -> f = g.
Proof. intros H; apply functional_extensionality; intros i; apply ext1, H. Qed.

Lemma ext3 (f g : R -> R -> R -> R) : (forall i j k, g i j k = f i j k) -> f = g.
Proof. intros H; apply functional_extensionality; intros i; apply ext2, H. Qed.

Lemma ext4 (f g : R -> R -> R -> R -> R) : (forall i j k l, g i j k l = f i j k l) -> f = g.
Proof. intros H; apply functional_extensionality; intros i; apply ext3, H. Qed.

Lemma ext5 (f g : R -> R -> R -> R -> R -> R) :
  (forall i j k l m, g i j k l m = f i j k l m) -> f = g.
Proof. intros H; apply functional_extensionality; intros i; apply ext4, H. Qed.

Lemma f_equal6 (f : R -> R -> R -> R -> R -> R -> R) (a b c d e g a' b' c' d' e' g' : R) :
  a = a' -> b = b' -> c = c' -> d = d' -> e = e' -> g = g' -> f a b c d e g = f a' b' c' d' e' g'.
Proof. intros -> -> -> -> -> ->; reflexivity. Qed.

Lemma sum_ext (n m : R) (f g : R -> R) : n = m -> (forall i, f i = g i) -> sum n f = sum m g.
Proof. intros -> H; f_equal; apply functional_extensionality; exact H. Qed.

Lemma argmax_ext (t u : R) (g h e f : R -> R) :
  t = u -> (forall i, g i = h i) -> (forall i, e i = f i) -> argmax t g e = argmax u h f.
Proof. intros -> G F; f_equal; apply functional_extensionality; assumption. Qed.

Lemma named (A : Type) (x : A) : exists v, v = x.
Proof. exists x; reflexivity. Qed.
Arguments named {A} x.


(** The signs of terms: what that of one says of others. *)

Lemma num_pos (p : positive) : 0 < IZR (Z.pos p).
Proof. apply IZR_lt; reflexivity. Qed.

Lemma frac_pos (p q : positive) : 0 < IZR (Z.pos p) / IZR (Z.pos q).
Proof. apply Rdiv_lt_0_compat; apply num_pos. Qed.

Lemma refute_zero (t : R) : (t <> 0 -> False) -> t = 0.
Proof. intros H; destruct (Req_dec t 0) as [E | N]; [exact E | contradiction (H N)]. Qed.

Lemma turn_neg (t : R) : t < 0 -> 0 < - t.
Proof. intros H; lra. Qed.

Lemma turn_nonpos (t : R) : t <= 0 -> 0 <= - t.
Proof. intros H; lra. Qed.

Lemma cast (P : R -> Prop) (t u : R) : t = u -> P t -> P u.
Proof. intros ->; trivial. Qed.

Lemma zero_times (c t : R) : t = 0 -> c * t = 0.
Proof. intros ->; apply Rmult_0_r. Qed.

Lemma zero_plus (t u : R) : t = 0 -> u = 0 -> t + u = 0.
Proof. intros -> ->; apply Rplus_0_l. Qed.

Lemma zero_plus_pos (t u : R) : t = 0 -> 0 < u -> 0 < t + u.
Proof. intros -> H; lra. Qed.

Lemma zero_plus_nonneg (t u : R) : t = 0 -> 0 <= u -> 0 <= t + u.
Proof. intros -> H; lra. Qed.

Lemma absurd_pos (t r : R) : 0 < t -> t = r -> r <= 0 -> False.
Proof. intros H -> L; lra. Qed.

Lemma absurd_nonneg (t r : R) : 0 <= t -> t = r -> r < 0 -> False.
Proof. intros H -> L; lra. Qed.

Lemma absurd_zero (t r : R) : t = 0 -> t = r -> r <> 0 -> False.
Proof. intros H -> N; contradiction. Qed.

(** A proof that uses itself at a smaller natural number. *)

Lemma by_size (P : R -> Prop) :
  (forall s, is_int s -> (forall r, is_int r -> 0 <= r -> 0 < s - r -> P r) -> P s) ->
  forall s, is_int s -> P s.
Proof.
  intros Step.
  assert (Below : forall k s, is_int s -> s < INR k -> P s).
  { induction k as [| k IH]; intros s I H; apply (Step s I); intros r J N L.
    - simpl in H; lra.
    - apply (IH r J); pose proof (int_gap r s J I); pose proof (int_gap s (INR (S k)) I (int_nat _) H).
      rewrite S_INR in *; lra. }
  intros s I; destruct (Rle_lt_dec 0 s) as [N | L].
  - destruct (is_nat s I N) as [k ->]; apply (Below (S k)); [exact I | rewrite S_INR; lra].
  - apply (Below O); [exact I | exact L].
Qed.

(** Tactics.  poly: an equation of polynomials.  num: the sign of a number.  signs: the sign of t from
    what else is known of it.  from_library: what Coq's own library proves of exp and ln. *)

Ltac poly := clear; lra.

Ltac num := clear; solve [lra | intro; lra].

Ltac signs t :=
  destruct (Rtotal_order t 0) as [? | [? | ?]];
  solve
    [ lra
    | intro; lra
    | exfalso; match goal with N : _ <> 0 |- _ => apply N; lra end
    | contradiction ].

Ltac from_library :=
  intros; repeat match goal with |- _ /\ _ => split end;
  solve
    [ rewrite exp_plus; lra
    | match goal with |- context [exp ?t] => pose proof (exp_ineq1_le t); lra end
    | rewrite exp_ln by lra; lra
    | match goal with |- context [lambert_w ?t] =>
        destruct (lambert_w_law t) as [? ?]; lra
      end ].
"""
