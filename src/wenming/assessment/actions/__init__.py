"""What people do in self-assessment; one module per subject."""
