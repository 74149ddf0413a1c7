"""The process in which office files are read for renditions: a workbook may claim a billion cells."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wenming.documents.formats.worker import serve
from wenming.evidence.formats.booklet.render_sheet import render_sheet
from wenming.evidence.formats.booklet.render_text import render_text
from wenming.evidence.formats.booklet.render_word import render_word
from wenming.evidence.formats.booklet.rendition import CannotRender


def work(order: dict[str, Any]) -> None:
    """Read one file; leave ``rendition.json`` and its pictures in the folder ``into``."""
    path, into = Path(order["path"]), Path(order["into"])
    if order["way"] == "word":
        found = render_word(path)
    elif order["way"] == "sheet":
        found = render_sheet(path)
    else:
        found = render_text(path, table=order["suffix"] in {"csv", "tsv"})
    for name, data in found.assets.items():
        (into / name).write_bytes(data)
    plain = asdict(found)
    plain["assets"] = list(found.assets)
    (into / "rendition.json").write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    serve(work, CannotRender, OSError, ValueError, KeyError, TypeError, AttributeError, MemoryError)
