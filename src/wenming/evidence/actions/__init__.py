"""What people do with the ledger; one module per subject."""
