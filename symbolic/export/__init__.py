"""Theorems as files for other provers: Coq for the kernel's proofs, SMT-LIB for the solvers'."""
