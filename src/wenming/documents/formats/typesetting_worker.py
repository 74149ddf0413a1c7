"""The process in which big papers are set: one order file per line of standard input, one answer per line of output.

An answer is ``done`` or a JSON object with ``error``. Run by ``typesetting``; nobody else needs it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst


def limit_memory(most: int) -> None:
    """Let this process have at most so many bytes of address space, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def main() -> None:
    """Do orders until standard input ends."""
    compilers: dict[tuple[str, ...], typst.Compiler] = {}
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(Path(line.strip()).read_text(encoding="utf-8"))
        limit_memory(order["memory"])
        key = (order["root"], *order["fonts"])
        if key not in compilers:
            compilers.clear()
            compilers[key] = typst.Compiler(root=order["root"], font_paths=order["fonts"], ignore_system_fonts=True)
        out = Path(order["out"])
        partial = out.with_suffix(".part")
        try:
            pdf: Any = compilers[key].compile(
                input=order["main"], format="pdf", sys_inputs=order["inputs"], **order["options"]
            )
            partial.write_bytes(pdf)
            partial.replace(out)
            answer = "done"
        except (typst.TypstError, OSError) as problem:
            detail = getattr(problem, "diagnostic", "")
            answer = json.dumps({"error": f"{problem} {detail}"})
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
