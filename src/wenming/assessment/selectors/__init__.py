"""Questions about self-assessment; one module per subject."""
