"""Make the sample tables of this folder: ``python -m tests.criteria.tables.make``.

Every sample is a layout that offices really use, with the lines a correct reading gives. The lines are written by hand
here (never by the parser): indentation is depth, then ``code | words | points | methods``. Words are a title; ``words /
sentence`` is a short title with its sentence; a line without lines below holds a sentence. Methods: m material, s site,
q survey, c consultation, b briefing, o observation, n net. ``+`` before the code marks a bonus line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
METHODS = {
    "m": "material_review",
    "s": "site_visit",
    "q": "survey",
    "c": "consultation",
    "b": "briefing",
    "o": "observation",
    "n": "online_check",
}


def lines(text: str) -> list[dict[str, Any]]:
    """The expected lines, flat, in document order."""
    out: list[dict[str, Any]] = []
    open_lines: list[tuple[int, int]] = []
    for row in text.strip("\n").split("\n"):
        if not row.strip():
            continue
        depth = (len(row) - len(row.lstrip())) // 2
        fields = [field.strip() for field in row.strip().split("|")]
        code, words, points, methods = (*fields, "", "", "")[:4]
        while open_lines and open_lines[-1][0] >= depth:
            open_lines.pop()
        title, _, sentence = words.partition(" / ")
        out.append(
            {
                "code": code.lstrip("+") or None, "title": title, "text": sentence or None, "points": points or None,
                "methods": sorted(METHODS[letter] for letter in methods), "parent": open_lines[-1][1] if open_lines else None,
                "bonus": code.startswith("+"), "optional": False,
            }
        )  # fmt: skip
        open_lines.append((depth, len(out) - 1))
    parents = {line["parent"] for line in out}
    for number, line in enumerate(out):
        if number not in parents and line["text"] is None:
            line["text"] = line["title"]
    return out


def main() -> None:
    from tests.criteria.tables import in_pages, in_text, in_word, in_workbooks

    (HERE / "expected").mkdir(exist_ok=True)
    for module in (in_workbooks, in_word, in_text, in_pages):
        for sample in module.SAMPLES:
            name, data, said = sample()
            (HERE / name).write_bytes(data)
            expected = {"file": name, **said, "lines": lines(said["lines"]), "negative": said.get("negative", [])}
            (HERE / "expected" / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
