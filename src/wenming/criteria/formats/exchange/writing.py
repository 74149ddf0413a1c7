"""Every form in which a criteria set leaves, by name. The libraries behind xlsx and docx are loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wenming.criteria.formats.document import write_document
from wenming.criteria.formats.exchange.plain import to_json, to_yaml
from wenming.criteria.formats.exchange.problems import refuse
from wenming.criteria.rules.values import Document
from wenming.kernel.words import _


def to_xlsx(document: Document) -> bytes:
    """Return the document as a workbook that is pleasant to read and safe to edit."""
    from wenming.criteria.formats.workbook import writing

    return writing.to_xlsx(write_document(document))


def to_docx(document: Document) -> bytes:
    """Return the document as a printed-looking Word paper that carries its own data."""
    from wenming.criteria.formats.paper import writing

    return writing.to_docx(write_document(document))


@dataclass(frozen=True)
class Export:
    """One form: how it is written, and what its files are called and announced as."""

    write: Callable[[Document], bytes]
    suffix: str
    content_type: str


EXPORTS = {
    "json": Export(to_json, ".json", "application/json"),
    "yaml": Export(to_yaml, ".yaml", "application/yaml"),
    "xlsx": Export(to_xlsx, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": Export(to_docx, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def export(document: Document, form: str) -> bytes:
    """Return the document in the form that ``criteria export --to`` names.

    Raises  ExchangeRefused for a form that there is not.
    """
    if form not in EXPORTS:
        raise refuse(
            _("不能导出为「%(form)s」，可选：%(known)s。") % {"form": form[:20], "known": _("、").join(EXPORTS)}
        )
    return EXPORTS[form].write(document)
