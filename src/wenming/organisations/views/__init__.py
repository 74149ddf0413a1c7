"""Pages about units, people, accounts and the trail; one module per subject."""
