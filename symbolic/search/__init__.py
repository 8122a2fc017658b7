"""Finding proofs for the kernel.  Nothing here is trusted: what it finds, the kernel checks."""
