"""Which fonts a page really shows text with: scans carry invisible text in fonts that were never meant to be seen."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_SHOW = {"Tj", "TJ", "'", '"'}
_INVISIBLE = 3


def shows_missing_fonts(page: Dictionary) -> bool | None:
    """Whether text is seen in a font whose program is missing; None if the content cannot be read."""
    try:
        return _shows(page, page.get("/Resources"), 0)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError, IndexError):
        return None


def _shows(holder: Any, resources: Any, depth: int) -> bool:
    if depth > 12 or not isinstance(resources, Dictionary):
        return False
    fonts = resources.get("/Font", Dictionary())
    forms = resources.get("/XObject", Dictionary())
    mode, font = 0, ""
    stack: list[tuple[int, str]] = []
    for step in pikepdf.parse_content_stream(holder):
        operands: Any = step.operands
        word = str(step.operator)
        if word == "q":
            stack.append((mode, font))
        elif word == "Q" and stack:
            mode, font = stack.pop()
        elif word == "Tr":
            mode = int(operands[0])
        elif word == "Tf":
            font = str(operands[0])
        elif word in _SHOW and mode != _INVISIBLE and _is_missing(fonts.get(font)):
            return True
        elif word == "Do":
            form: Any = forms.get(str(operands[0]))
            drawn = isinstance(form, Stream) and str(form.get("/Subtype")) == "/Form"
            if drawn and _shows(form, form.get("/Resources", resources), depth + 1):
                return True
    return False


def _is_missing(font: Any) -> bool:
    if not isinstance(font, Dictionary) or str(font.get("/Subtype")) == "/Type3":
        return False
    child: Any = font
    descendants = font.get("/DescendantFonts")
    if isinstance(descendants, Array) and len(descendants):
        child = descendants[0]
    descriptor = child.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary):
        return True
    return not any(key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3))


def drop_unused_fonts(page: Dictionary) -> None:
    """Give the page a list of fonts without those that have no program and are never selected by its content.

    A font that is selected for invisible text stays: nothing is rendered with it (ISO 19005-2, 6.2.11.4.1).
    """
    resources = page.get("/Resources")
    if not isinstance(resources, Dictionary):
        return
    fonts = resources.get("/Font")
    if not isinstance(fonts, Dictionary):
        return
    selected = {
        str(step.operands[0]) for step in pikepdf.parse_content_stream(page, "Tf") if str(step.operator) == "Tf"
    }
    # The lists may be shared with other pages, which may use what this one does not.
    own, own_fonts = Dictionary(), Dictionary()
    for key in fonts.keys():  # noqa: SIM118 – not a dict
        if key in selected or not _is_missing(fonts[key]):
            own_fonts[key] = fonts[key]
    for key in resources.keys():  # noqa: SIM118 – not a dict
        own[key] = own_fonts if key == "/Font" else resources[key]
    page[Name.Resources] = own
