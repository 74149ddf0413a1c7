"""Correcting a draft: every edit carries the revision its author saw, and the slower of two people is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import require_edit
from wenming.criteria.rules import editing, negative_editing
from wenming.criteria.rules.set_codes import checked_code
from wenming.criteria.selectors import next_version
from wenming.criteria.states import MOVES, SetState
from wenming.kernel.errors import Conflict, Invalid
from wenming.organisations.access import Actor

HEADER = (
    "code",
    "name",
    "level",
    "year",
    "issuer",
    "source",
    "base_total",
    "bonus_cap",
    "bonus_inside_total",
    "pass_mark",
    "grades",
    "method_weights",
    "years",
)
LINE_CODE_LENGTH = 120


@transaction.atomic
def change_line(
    *, actor: Actor, criteria_set: CriteriaSet, revision: int, code: str, line: Mapping[str, Any], at: datetime
) -> CriteriaSet:
    """Replace one line of a draft; what stands below it stays. Whoever saves a line has looked at its warnings.

    line    the line as the document will have it; fields the form does not know are kept by the caller.
    Raises  NotPermitted; Conflict if someone was faster; Missing; Invalid; BadDocument.
    """
    before = editing.find(criteria_set.document, code).line
    document = editing.replace(criteria_set.document, code, line)
    renamed = editing.recoded(before, code, str(line["code"]))
    return _save(
        actor,
        criteria_set,
        revision,
        document,
        "criteria.draft.line_changed",
        at,
        renamed=renamed,
        seen=code,
        line=code,
    )


@transaction.atomic
def add_line(
    *,
    actor: Actor,
    criteria_set: CriteriaSet,
    revision: int,
    line: Mapping[str, Any],
    at: datetime,
    under: str | None = None,
    after: str | None = None,
) -> CriteriaSet:
    """Add a line after another, below another, or at the end. Raises as ``change_line``."""
    document = editing.add(criteria_set.document, dict(line), under=under, after=after)
    return _save(actor, criteria_set, revision, document, "criteria.draft.line_added", at, line=line["code"])


@transaction.atomic
def remove_line(*, actor: Actor, criteria_set: CriteriaSet, revision: int, code: str, at: datetime) -> CriteriaSet:
    """Remove a line and all below it. Raises as ``change_line``."""
    document = editing.remove(criteria_set.document, code)
    return _save(actor, criteria_set, revision, document, "criteria.draft.line_removed", at, line=code)


@transaction.atomic
def move_line(
    *, actor: Actor, criteria_set: CriteriaSet, revision: int, code: str, to: editing.Move, at: datetime
) -> CriteriaSet:
    """Move a line up, down, in or out with all below it. Raises as ``change_line``."""
    document = editing.move(criteria_set.document, code, to)
    return _save(actor, criteria_set, revision, document, "criteria.draft.line_moved", at, line=code, to=to)


@transaction.atomic
def accept_warnings(
    *,
    actor: Actor,
    criteria_set: CriteriaSet,
    revision: int,
    at: datetime,
    code: str | None = None,
    every: bool = False,
) -> CriteriaSet:
    """Say that a line (the whole sheet where ``code`` is None; everything with ``every``) is right as proposed."""
    kept = [] if every else [one for one in criteria_set.warnings if one.get("line") != code]
    return _save(
        actor,
        criteria_set,
        revision,
        criteria_set.document,
        "criteria.draft.warnings_accepted",
        at,
        warnings=kept,
        line=None if every else code,
        count=len(criteria_set.warnings) - len(kept),
    )


@transaction.atomic
def change_header(
    *, actor: Actor, criteria_set: CriteriaSet, revision: int, header: Mapping[str, Any], at: datetime
) -> CriteriaSet:
    """Change what belongs to the set as a whole (``HEADER``). Another code makes it the next version of that code.

    Raises  as ``change_line``.
    """
    unknown = set(header) - set(HEADER)
    assert not unknown, unknown
    code = checked_code(str(header.get("code", criteria_set.code)))
    document = {**criteria_set.document, **header, "code": code}
    more: dict[str, Any] = {}
    if code != criteria_set.code:
        more = {
            "code": code,
            "version": next_version(criteria_set.organisation, code, apart_from=criteria_set.pk),
            "previous": None,
        }
    return _save(actor, criteria_set, revision, document, "criteria.draft.header_changed", at, columns=more)


@transaction.atomic
def put_negative_item(
    *,
    actor: Actor,
    criteria_set: CriteriaSet,
    revision: int,
    item: Mapping[str, Any],
    at: datetime,
    code: str | None = None,
) -> CriteriaSet:
    """Add an item to the negative list, or replace the one of that code. Raises as ``change_line``."""
    document = negative_editing.put(criteria_set.document, dict(item), code=code)
    return _save(actor, criteria_set, revision, document, "criteria.draft.negative_changed", at, item=item["code"])


@transaction.atomic
def remove_negative_item(
    *, actor: Actor, criteria_set: CriteriaSet, revision: int, code: str, at: datetime
) -> CriteriaSet:
    """Take an item off the negative list. Raises as ``change_line``."""
    document = negative_editing.remove(criteria_set.document, code)
    return _save(actor, criteria_set, revision, document, "criteria.draft.negative_removed", at, item=code)


@transaction.atomic
def drop_draft(*, actor: Actor, criteria_set: CriteriaSet, at: datetime) -> CriteriaSet:
    """Give a draft up. It is kept, out of the lists. Raises NotPermitted; IllegalMove; Conflict."""
    require_edit(actor, criteria_set.organisation)
    MOVES.move(criteria_set, SetState.DROPPED)
    record(actor=actor, event="criteria.draft.dropped", target=criteria_set, at=at, code=criteria_set.code)
    return criteria_set


def _save(
    actor: Actor,
    criteria_set: CriteriaSet,
    revision: int,
    document: Mapping[str, Any],
    event: str,
    at: datetime,
    *,
    warnings: list[Any] | None = None,
    renamed: Mapping[str, str] | None = None,
    seen: str | None = None,
    columns: Mapping[str, Any] | None = None,
    **details: Any,
) -> CriteriaSet:
    """Read the changed document as a whole, write it if nobody was faster, and leave a trail."""
    require_edit(actor, criteria_set.organisation)
    if criteria_set.state != SetState.DRAFT:
        raise Conflict(_("这一版已经启用，不能再改。请以它起草新的一版。"), pk=criteria_set.pk)
    canonical = write_document(read_document(document))
    present = editing.codes(canonical)
    too_long = next((code for code in present if len(code) > LINE_CODE_LENGTH), None)
    if too_long is not None:
        raise Invalid(_("编号“%(code)s…”超过 120 个字符，请改短。") % {"code": too_long[:40]})
    renamed = renamed or {}
    if warnings is None:
        named = [{**one, "line": renamed.get(one.get("line"), one.get("line"))} for one in criteria_set.warnings]
        gone = renamed.get(seen or "", seen)
        warnings = [one for one in named if one["line"] is None or (one["line"] in present and one["line"] != gone)]
    changes: dict[str, Any] = {
        "document": canonical,
        "warnings": warnings,
        **CriteriaSet.repeated(canonical),
        **(columns or {}),
    }
    if renamed and criteria_set.sources:
        changes["sources"] = _renamed_sources(criteria_set.sources, renamed)
    criteria_set.claim(revision, **changes)
    record(actor=actor, event=event, target=criteria_set, at=at, revision=revision + 1, **details)
    return criteria_set


def _renamed_sources(sources: Any, renamed: Mapping[str, str]) -> Any:
    """``sources`` names lines by their codes; where a line came from does not change with its code."""
    return {renamed.get(code, code): place for code, place in sources.items()} if isinstance(sources, dict) else sources
