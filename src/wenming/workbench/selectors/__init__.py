"""What the desk shows; one module per subject."""

from wenming.workbench.selectors.desk import Desk, desk

__all__ = ["Desk", "desk"]
