"""Pages of self-assessment; one module per subject."""
