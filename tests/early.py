"""Loaded before the settings are: a home that belongs to this run alone."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["WENMING_HOME"] = _home = tempfile.mkdtemp(prefix="wenming-tests-")
os.environ["WENMING_SECRET_KEY"] = "tests-only"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.pop("WENMING_DEMO", None)
atexit.register(shutil.rmtree, _home, ignore_errors=True)
