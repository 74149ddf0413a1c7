"""Questions about the ledger; one module per subject."""
