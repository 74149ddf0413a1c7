"""The process in which big papers are set: run by ``typesetting``; nobody else needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst

from wenming.documents.formats.worker import serve

_compilers: dict[tuple[str, ...], typst.Compiler] = {}


class TypstRefused(Exception):
    """What the typesetter found wrong, with all it says about it."""


def work(order: dict[str, Any]) -> None:
    """Set one paper."""
    key = (order["root"], *order["fonts"])
    if key not in _compilers:
        _compilers.clear()
        _compilers[key] = typst.Compiler(root=order["root"], font_paths=order["fonts"], ignore_system_fonts=True)
    out = Path(order["out"])
    partial = out.with_suffix(".part")
    try:
        pdf: Any = _compilers[key].compile(
            input=order["main"], format="pdf", sys_inputs=order["inputs"], **order["options"]
        )
    except typst.TypstError as problem:
        raise TypstRefused(f"{problem.message} {problem.diagnostic}") from problem
    partial.write_bytes(pdf)
    partial.replace(out)


if __name__ == "__main__":
    serve(work, TypstRefused, OSError)
