"""Small conversions of blocks that both forms of a paper share."""

from __future__ import annotations

from wenming.documents.formats.papers.paper import Run, Text, runs


def natural_paragraphs(text: Text) -> list[list[Run]]:
    """A text as natural paragraphs: line ends part them, blanks typed at their beginning and empty ones fall away."""
    found: list[list[Run]] = [[]]
    for run in runs(text):
        for index, line in enumerate(run.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if index:
                found.append([])
            if not found[-1]:
                line = line.lstrip()
            if line:
                found[-1].append(Run(line, run.bold))
    return [line for line in found if line]
