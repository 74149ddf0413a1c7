"""Where things lie: the home of an instance, and the reference data shipped with the package."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The one folder that holds an instance: database, files, keys, backups."""
    return Path(os.environ.get("WENMING_HOME") or "wenming-data").expanduser().resolve()


def seeds() -> Path:
    """Reference data: beside the package when installed, at the top of the tree in a checkout."""
    installed = PACKAGE / "seeds"
    return installed if installed.is_dir() else PACKAGE.parent.parent / "seeds"
