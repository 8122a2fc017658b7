"""The paper: from the ledger of what was proved to LaTeX, figures and a PDF."""
