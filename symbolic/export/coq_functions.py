"""The kernel's functions in Coq, over its real numbers, and proofs of what the kernel assumes."""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final = r"""Require Import Reals Lra Lia ZArith FunctionalExtensionality.
Local Open Scope R_scope.

(** Integers among the reals. *)

Definition is_int (x : R) : Prop := exists z : Z, x = IZR z.

Lemma int_number (z : Z) : is_int (IZR z).
Proof. exists z; reflexivity. Qed.

Lemma int_plus (x y : R) : is_int x -> is_int y -> is_int (x + y).
Proof. intros [a ->] [b ->]; exists (a + b)%Z; symmetry; apply plus_IZR. Qed.

Lemma int_mult (x y : R) : is_int x -> is_int y -> is_int (x * y).
Proof. intros [a ->] [b ->]; exists (a * b)%Z; symmetry; apply mult_IZR. Qed.

Lemma int_minus (x y : R) : is_int x -> is_int y -> is_int (x - y).
Proof. intros [a ->] [b ->]; exists (a - b)%Z; symmetry; apply minus_IZR. Qed.

Lemma int_opp (x : R) : is_int x -> is_int (- x).
Proof. intros [a ->]; exists (- a)%Z; symmetry; apply opp_IZR. Qed.

Lemma int_nat (k : nat) : is_int (INR k).
Proof. exists (Z.of_nat k); apply INR_IZR_INZ. Qed.

Lemma int_eq (x y : R) : x = y -> is_int x -> is_int y.
Proof. intros ->; trivial. Qed.

Lemma int_gap (x y : R) : is_int x -> is_int y -> x < y -> x + 1 <= y.
Proof.
  intros [a ->] [b ->] H; apply lt_IZR in H.
  rewrite <- plus_IZR; apply IZR_le; lia.
Qed.

Lemma int_positive (n : R) : is_int n -> 0 < n -> 0 <= n - 1.
Proof. intros I H; pose proof (int_gap 0 n (int_number 0) I H); lra. Qed.

(** How many integers i satisfy 0 <= i < n. *)

Definition count (n : R) : nat := Z.to_nat (1 - up (- n)).

Lemma count_none (n : R) : n <= 0 -> count n = O.
Proof.
  intros H; unfold count.
  assert (0 < up (- n))%Z.
  { apply lt_IZR; destruct (archimed (- n)); lra. }
  destruct (1 - up (- n))%Z eqn:E; [reflexivity | lia | reflexivity].
Qed.

Lemma up_shift (x : R) : up (x + 1) = (up x + 1)%Z.
Proof.
  symmetry; apply tech_up; rewrite plus_IZR; destruct (archimed x); lra.
Qed.

Lemma count_more (n : R) : 0 < n -> count n = S (count (n - 1)).
Proof.
  intros H; unfold count.
  replace (- (n - 1)) with (- n + 1) by ring; rewrite up_shift.
  assert (up (- n) <= 0)%Z.
  { assert (IZR (up (- n)) < 1) by (destruct (archimed (- n)); lra).
    apply lt_IZR in H0; lia. }
  rewrite <- Z2Nat.inj_succ; [f_equal; lia | lia].
Qed.

Lemma count_nat (k : nat) : count (INR k) = k.
Proof.
  induction k as [| k IH]; [apply count_none; simpl; lra |].
  rewrite count_more by (apply lt_0_INR; lia).
  rewrite S_INR; replace (INR k + 1 - 1) with (INR k) by ring; rewrite IH; reflexivity.
Qed.

Lemma is_nat (n : R) : is_int n -> 0 <= n -> exists k, n = INR k.
Proof.
  intros [z ->] H; exists (Z.to_nat z).
  rewrite INR_IZR_INZ, Z2Nat.id; [reflexivity | apply le_IZR; exact H].
Qed.

(** A sum of f i over the integers 0 <= i < n. *)

Fixpoint sum_nat (k : nat) (f : R -> R) : R :=
  match k with O => 0 | S k => sum_nat k f + f (INR k) end.

Definition sum (n : R) (f : R -> R) : R := sum_nat (count n) f.

Lemma sum_none (n : R) (f : R -> R) : n <= 0 -> sum n f = 0.
Proof. intros H; unfold sum; rewrite count_none by exact H; reflexivity. Qed.

Lemma sum_more (n : R) (f : R -> R) : is_int n -> 0 <= n -> sum (n + 1) f = sum n f + f n.
Proof.
  intros I H; destruct (is_nat n I H) as [k ->]; unfold sum.
  rewrite <- S_INR, !count_nat; reflexivity.
Qed.

Lemma sum_zero (n : R) : sum n (fun _ => 0) = 0.
Proof. unfold sum; induction (count n) as [| k IH]; simpl; [| rewrite IH]; lra. Qed.

Lemma sum_first (n c : R) (f g h : R -> R) (v w : R) :
  sum n f = v -> sum n g = w -> (forall i, h i = c * f i + g i) -> sum n h = c * v + w.
Proof.
  intros <- <- H; unfold sum; induction (count n) as [| k IH]; simpl; [| rewrite IH, H]; lra.
Qed.

Lemma int_sum (n : R) (f : R -> R) : (forall i, is_int i -> is_int (f i)) -> is_int (sum n f).
Proof.
  intros H; unfold sum; induction (count n) as [| k IH]; simpl; [exact (int_number 0) |].
  apply int_plus; [exact IH | apply H, int_nat].
Qed.

(** The i with 0 <= i < t and g i > 0 at which f i is largest, the first of them; 0 if there is none. *)

Fixpoint best (k : nat) (g f : R -> R) : option R :=
  match k with
  | O => None
  | S k =>
      if Rlt_dec 0 (g (INR k)) then
        match best k g f with
        | Some j => if Rlt_dec (f j) (f (INR k)) then Some (INR k) else Some j
        | None => Some (INR k)
        end
      else best k g f
  end.

Definition argmax (t : R) (g f : R -> R) : R :=
  match best (count t) g f with Some j => j | None => 0 end.

Lemma best_some (k : nat) (g f : R -> R) (j : R) :
  best k g f = Some j -> exists l, j = INR l /\ (l < k)%nat /\ 0 < g j.
Proof.
  revert j; induction k as [| k IH]; simpl; intros j E; [discriminate |].
  assert (K : best k g f = Some j -> exists l, j = INR l /\ (l < S k)%nat /\ 0 < g j).
  { intros B; destruct (IH j B) as [l [? [? ?]]]; exists l; repeat split; auto with arith. }
  destruct (Rlt_dec 0 (g (INR k))) as [P | _]; [| exact (K E)].
  assert (L : exists l, INR k = INR l /\ (l < S k)%nat /\ 0 < g (INR k))
    by (exists k; repeat split; [lia | exact P]).
  destruct (best k g f) as [b |].
  - destruct (Rlt_dec (f b) (f (INR k))); [injection E as <-; exact L | exact (K E)].
  - injection E as <-; exact L.
Qed.

Lemma best_most (k : nat) (g f : R -> R) (l : nat) :
  (l < k)%nat -> 0 < g (INR l) -> exists j, best k g f = Some j /\ f (INR l) <= f j.
Proof.
  induction k as [| k IH]; intros H P; [lia |]; simpl.
  destruct (Nat.eq_dec l k) as [-> | N].
  - destruct (Rlt_dec 0 (g (INR k))) as [_ | Q]; [| contradiction].
    destruct (best k g f) as [b |].
    + destruct (Rlt_dec (f b) (f (INR k))); eexists; split; try reflexivity; lra.
    + eexists; split; [reflexivity | lra].
  - destruct IH as [j [B M]]; [lia | exact P |]; rewrite B.
    destruct (Rlt_dec 0 (g (INR k))); [destruct (Rlt_dec (f j) (f (INR k))) |];
      eexists; split; try reflexivity; lra.
Qed.

Lemma count_above (k : nat) : forall t, (k < count t)%nat <-> INR k < t.
Proof.
  induction k as [| k IH]; intros t.
  - split; intros A.
    + destruct (Rle_lt_dec t 0) as [E | E]; [rewrite count_none in A by exact E; lia | exact E].
    + simpl in A; rewrite count_more by exact A; lia.
  - destruct (Rle_lt_dec t 0) as [E | E].
    + rewrite count_none by exact E; split; intros A; [lia |].
      pose proof (pos_INR (S k)); lra.
    + rewrite count_more by exact E; rewrite <- Nat.succ_lt_mono, S_INR, IH; lra.
Qed.

Lemma argmax_law (n t : R) (g f : R -> R) :
  is_int n -> 0 <= n -> 0 < t - n -> 0 < g n ->
  0 <= argmax t g f /\ 0 < t - argmax t g f /\ 0 < g (argmax t g f)
    /\ 0 <= f (argmax t g f) - f n.
Proof.
  intros I H B P; destruct (is_nat n I H) as [l ->]; unfold argmax.
  destruct (best_most (count t) g f l) as [j [E M]]; [apply count_above; lra | exact P |].
  rewrite E; destruct (best_some _ _ _ _ E) as [m [-> [L Q]]]; apply count_above in L.
  repeat split; [apply pos_INR | lra | exact Q | lra].
Qed.

Lemma int_argmax (t : R) (g f : R -> R) : is_int (argmax t g f).
Proof.
  unfold argmax; destruct (best (count t) g f) as [j |] eqn:E; [| exact (int_number 0)].
  destruct (best_some _ _ _ _ E) as [m [-> _]]; apply int_nat.
Qed.

(** Division, and division with remainder; what they give at divisors that are not positive, or 0,
    is of no importance. *)

Definition inverse (x : R) : R := / x.

Lemma inverse_law (x : R) : x <> 0 -> x * inverse x = 1.
Proof. exact (Rinv_r x). Qed.

Definition quotient (n m : R) : R := IZR (up (n / m) - 1).

Lemma quotient_law (n m : R) :
  0 < m -> 0 <= n - m * quotient n m /\ 0 < m - (n - m * quotient n m).
Proof.
  intros H; unfold quotient; rewrite minus_IZR.
  destruct (archimed (n / m)) as [A B].
  assert (E : n = m * (n / m)) by (field; lra).
  split.
  - apply Rmult_le_compat_l with (r := m) in B; [| lra].
    replace (m * (IZR (up (n / m)) - n / m)) with (m * IZR (up (n / m)) - n) in B; lra.
  - apply Rmult_lt_compat_l with (r := m) in A; lra.
Qed.

Lemma Int_quotient (n : R) (_ : is_int n) (m : R) (_ : is_int m) : is_int (quotient n m).
Proof. apply int_number. Qed.

(** A choice: its second argument where the first has the sign in its name, else its third. *)

Definition if_neg (t a b : R) : R := if Rlt_dec t 0 then a else b.
Definition if_zero (t a b : R) : R := if Req_EM_T t 0 then a else b.
Definition if_nonpos (t a b : R) : R := if Rle_dec t 0 then a else b.
Definition if_pos (t a b : R) : R := if Rlt_dec 0 t then a else b.
Definition if_nonzero (t a b : R) : R := if Req_EM_T t 0 then b else a.
Definition if_nonneg (t a b : R) : R := if Rle_dec 0 t then a else b.

Ltac decided :=
  intros; match goal with |- context [if ?d then _ else _] => destruct d end;
  solve [reflexivity | assumption | exfalso; lra | contradiction].

Lemma if_neg_yes (t a b : R) : t < 0 -> if_neg t a b = a.
Proof. unfold if_neg; decided. Qed.
Lemma if_neg_no (t a b : R) : 0 <= t -> if_neg t a b = b.
Proof. unfold if_neg; decided. Qed.
Lemma if_zero_yes (t a b : R) : t = 0 -> if_zero t a b = a.
Proof. unfold if_zero; decided. Qed.
Lemma if_zero_no (t a b : R) : t <> 0 -> if_zero t a b = b.
Proof. unfold if_zero; decided. Qed.
Lemma if_nonpos_yes (t a b : R) : t <= 0 -> if_nonpos t a b = a.
Proof. unfold if_nonpos; decided. Qed.
Lemma if_nonpos_no (t a b : R) : 0 < t -> if_nonpos t a b = b.
Proof. unfold if_nonpos; decided. Qed.
Lemma if_pos_yes (t a b : R) : 0 < t -> if_pos t a b = a.
Proof. unfold if_pos; decided. Qed.
Lemma if_pos_no (t a b : R) : t <= 0 -> if_pos t a b = b.
Proof. unfold if_pos; decided. Qed.
Lemma if_nonzero_yes (t a b : R) : t <> 0 -> if_nonzero t a b = a.
Proof. unfold if_nonzero; decided. Qed.
Lemma if_nonzero_no (t a b : R) : t = 0 -> if_nonzero t a b = b.
Proof. unfold if_nonzero; decided. Qed.
Lemma if_nonneg_yes (t a b : R) : 0 <= t -> if_nonneg t a b = a.
Proof. unfold if_nonneg; decided. Qed.
Lemma if_nonneg_no (t a b : R) : t < 0 -> if_nonneg t a b = b.
Proof. unfold if_nonneg; decided. Qed.

Lemma if_neg_same (t a : R) : if_neg t a a = a.
Proof. unfold if_neg; decided. Qed.
Lemma int_if_neg (t a b : R) : is_int a -> is_int b -> is_int (if_neg t a b).
Proof. unfold if_neg; decided. Qed.
Lemma if_zero_same (t a : R) : if_zero t a a = a.
Proof. unfold if_zero; decided. Qed.
Lemma int_if_zero (t a b : R) : is_int a -> is_int b -> is_int (if_zero t a b).
Proof. unfold if_zero; decided. Qed.
Lemma if_nonpos_same (t a : R) : if_nonpos t a a = a.
Proof. unfold if_nonpos; decided. Qed.
Lemma int_if_nonpos (t a b : R) : is_int a -> is_int b -> is_int (if_nonpos t a b).
Proof. unfold if_nonpos; decided. Qed.
Lemma if_pos_same (t a : R) : if_pos t a a = a.
Proof. unfold if_pos; decided. Qed.
Lemma int_if_pos (t a b : R) : is_int a -> is_int b -> is_int (if_pos t a b).
Proof. unfold if_pos; decided. Qed.
Lemma if_nonzero_same (t a : R) : if_nonzero t a a = a.
Proof. unfold if_nonzero; decided. Qed.
Lemma int_if_nonzero (t a b : R) : is_int a -> is_int b -> is_int (if_nonzero t a b).
Proof. unfold if_nonzero; decided. Qed.
Lemma if_nonneg_same (t a : R) : if_nonneg t a a = a.
Proof. unfold if_nonneg; decided. Qed.
Lemma int_if_nonneg (t a b : R) : is_int a -> is_int b -> is_int (if_nonneg t a b).
Proof. unfold if_nonneg; decided. Qed.

(** The Lambert W function: for t >= 0 the root w >= 0 of w exp w = t. *)

Lemma lambert_root (t : R) : 0 <= t -> { w : R | 0 <= w /\ w * exp w = t }.
Proof.
  intros H.
  destruct (IVT_cor (fun w => w * exp w - t) 0 (t + 1)) as [w [B E]].
  - apply continuity_minus.
    + apply continuity_mult; [apply derivable_continuous, derivable_id |].
      apply derivable_continuous, derivable_exp.
    + apply continuity_const; intros ? ?; reflexivity.
  - lra.
  - assert (1 <= exp (t + 1)) by (pose proof (exp_ineq1_le (t + 1)); lra).
    assert (0 <= (t + 1) * exp (t + 1) - t).
    { apply Rmult_le_compat_l with (r := t + 1) in H0; lra. }
    assert (0 <= t * ((t + 1) * exp (t + 1) - t)) by (apply Rmult_le_pos; assumption). lra.
  - exists w; split; lra.
Qed.

Definition lambert_w (t : R) : R :=
  match Rle_dec 0 t with left H => proj1_sig (lambert_root t H) | right _ => 0 end.

Lemma lambert_w_law (t : R) : 0 <= t -> 0 <= lambert_w t /\ lambert_w t * exp (lambert_w t) = t.
Proof.
  intros H; unfold lambert_w; destruct (Rle_dec 0 t) as [P |]; [| contradiction].
  exact (proj2_sig (lambert_root t P)).
Qed.
"""
