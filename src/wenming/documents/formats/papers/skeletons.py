"""Wordings of papers as files: title, recipients and text with places for values; an office may put its own in their place.

A file begins with lines ``标题：``, ``主送：`` and ``附件：`` (as many as there are), then a line ``---``, then the text. It is filled
by ``sandbox`` and read by ``markup``. A file of the same name in the office's own folder comes first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wenming.documents.formats.papers.markup import blocks_of
from wenming.documents.formats.papers.paper import Block
from wenming.documents.formats.papers.sandbox import LONGEST, TemplateRefused, rendered
from wenming.documents.formats.papers.wording import one_line
from wenming.kernel.words import _

SHIPPED: Final = Path(__file__).with_name("templates")
SUFFIX: Final = ".txt"
_NAME = re.compile(r"[a-z0-9_]{1,60}")
_FIELDS: Final = {"标题": "title", "主送": "recipients", "附件": "attachments"}
_LINE = re.compile(r"\s*(标题|主送|附件)[：:](.*)")
_COMMENT = re.compile(r"\{#.*?#\}", re.S)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a filled wording says: the beginning of a paper."""

    title: str
    recipients: tuple[str, ...]
    attachments: tuple[str, ...]
    body: tuple[Block, ...]
    text: str


def names() -> list[str]:
    """The wordings that are shipped, by name."""
    return sorted(path.stem for path in SHIPPED.glob(f"*{SUFFIX}"))


def source_of(name: str, own: Path | None = None) -> str:
    """The text of a wording, the office's own before the shipped. Raises TemplateRefused."""
    if not _NAME.fullmatch(name):
        raise TemplateRefused(_("公文模板名“%(name)s”有误。") % {"name": name[:60]})
    for folder in (own, SHIPPED):
        path = folder / f"{name}{SUFFIX}" if folder is not None else None
        if path is None or not path.is_file():
            continue
        if path.stat().st_size > LONGEST * 4:
            raise TemplateRefused(_("公文模板“%(name)s”过大，请精简后再用。") % {"name": name})
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise TemplateRefused(
                _("公文模板“%(name)s”不是 UTF-8 编码的文本，请用 UTF-8 另存后再用。") % {"name": name}
            ) from None
    raise TemplateRefused(_("没有名为“%(name)s”的公文模板。") % {"name": name})


def draft(name: str, values: Mapping[str, Any], *, own: Path | None = None) -> Draft:
    """Fill a wording. Raises TemplateRefused, naming the template and the line."""
    return drafted(source_of(name, own), values, name=name)


def drafted(source: str, values: Mapping[str, Any], *, name: str) -> Draft:
    """Fill a wording whose text is given. Fields and text are filled apart, so that no value can move the line between."""
    # Comments become empty lines, so that the lines of refusals are those of the file.
    source = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source.replace("\r\n", "\n"))
    lines = source.split("\n")
    border = next((at for at, line in enumerate(lines) if line.strip() == "---"), None)
    if border is None:
        raise TemplateRefused(
            _("公文模板“%(name)s”没有“---”一行，无法分清标题和正文，请在标题等项目之后加上。") % {"name": name}
        )
    found: dict[str, list[str]] = {"title": [], "recipients": [], "attachments": []}
    for number, line in enumerate(lines[:border], 1):
        if not line.strip():
            continue
        field = _LINE.fullmatch(line)
        if field is None:
            raise TemplateRefused(
                _("公文模板“%(name)s”第 %(line)d 行不认识，应以“标题：”“主送：”或“附件：”开头。")
                % {"name": name, "line": number}
            )
        value = one_line(rendered(field[2].strip(), values, name=name, first_line=number))
        if value:
            found[_FIELDS[field[1]]].append(value)
    if not found["title"]:
        raise TemplateRefused(_("公文模板“%(name)s”没有“标题：”一行，请补上。") % {"name": name})
    text = rendered("\n".join(lines[border + 1 :]), values, name=name, first_line=border + 2)
    return Draft(
        "".join(found["title"]), tuple(found["recipients"]), tuple(found["attachments"]), tuple(blocks_of(text)), text
    )
