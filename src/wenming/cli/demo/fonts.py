"""Which font file stands for which face: the fonts shipped with the papers."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FACES = {
    "sans-bold": ("NotoSansSC-Bold.otf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Bold.otf"),
    "sans": ("NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf", "NotoSerifSC-Regular.otf"),
    "serif-bold": ("NotoSerifSC-Bold.otf", "NotoSerifSC-Bold.ttf"),
    "serif": ("NotoSerifSC-Regular.otf", "NotoSerifSC-Regular.ttf"),
}


def font_folder() -> Path:
    """Where the packaged fonts lie."""
    return Path(str(files("wenming.documents") / "fonts"))


@lru_cache(maxsize=8)
def font_path(face: str) -> Path:
    """The file of a face, the first of its candidates that is shipped.

    Raises  FileNotFoundError if the package was built without its fonts.
    """
    for name in FACES[face]:
        path = font_folder() / name
        if path.exists():
            return path
    raise FileNotFoundError(f"no packaged font for {face}: expected one of {', '.join(FACES[face])}")
