"""Gather totals from wherever a document prints them, and take sections apart that hold no lines (一票否决, 扣分项)."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.assembly import Assembly
from wenming.criteria.formats.tables.checks import worth
from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.facts import speaks_of_whole
from wenming.criteria.formats.tables.finding import Table
from wenming.criteria.formats.tables.grid import Source
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.numbers import NUMBER, plain, tidy
from wenming.criteria.formats.tables.outline import paragraphs_of
from wenming.criteria.formats.tables.points import points_cell
from wenming.criteria.formats.tables.rows import row_kind, says_note, says_total
from wenming.criteria.formats.tables.scales import read_scale
from wenming.criteria.formats.tables.sentences import split_sentences
from wenming.criteria.formats.tables.totals import SUM, Totals
from wenming.criteria.formats.tables.wording import SUMMARY_LABEL, is_bonus_title, is_deducting_title, is_negative_title

NOTE_LABEL = re.compile(r"^(?:[附备]?注|说明|备注)\s*[:：]\s*")
LISTED = re.compile(r"^(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*(?!\d)")
TAKEN_OFF = re.compile(r"(?:扣除?|倒扣|减)\s*\d")
PARTIAL = re.compile(r"小计|本页")


def read_totals(source: Source, assembly: Assembly | None, root: Draft) -> Totals:
    """Total rows first, then titles, then what paragraphs and notes say."""
    totals = Totals()
    if assembly is not None:
        _from_rows(assembly.tables, totals)
        _from_title_rows(assembly.tables, totals)
        titles = [words for table in assembly.tables for words in table.titles]
    else:
        titles = []
    paragraphs = source.paragraphs if assembly is not None else [p for _index, p in paragraphs_of(source)]
    for paragraph in paragraphs:
        words = paragraph.text
        if says_total(words) and not PARTIAL.search(squeeze(words)):
            totals.read_total(words)
    lines = {squeeze(d.printed) for d in root.walk() if d.part or d.heading}
    for words in [*titles, *(p.text for p in paragraphs), *notes_of(source)]:
        if squeeze(words) in lines:
            continue
        for line in _note_lines(words):
            if len(line) <= 600:
                totals.read_words(line)
    if totals.base is None and assembly is not None:
        _from_heads(assembly.tables, totals)
    if assembly is not None:
        read_scale(assembly.tables, totals)
    _from_title_points(root, titles or [p.text for p in paragraphs[:6]], totals)
    _bonus_of_heading(root, totals)
    _settle_sum(titles or [p.text for p in paragraphs[:6]], totals)
    _settle_inside(root, totals)
    return totals


def _note_lines(words: str) -> list[str]:
    """The sentences of a note without their numbers; after "1." a "2.85分" is the second sentence, about 85 points."""
    lines: list[str] = []
    last = 0
    for line in words.split("\n"):
        text = NOTE_LABEL.sub("", line)
        numbered = split_sentences(text)
        if numbered is not None:
            lines += [numbered.head, *(sentence.text for sentence in numbered.sentences)]
            continue
        number = re.match(r"(\d{1,2})[.．、]", text)
        if number is not None and int(number.group(1)) == last + 1:
            last += 1
            lines.append(text[number.end() :])
        else:
            lines.append(LISTED.sub("", text))
    return lines


def notes_of(source: Source) -> list[str]:
    """The words of note rows and of long single cells."""
    found: list[str] = []
    for grid in source.grids:
        for row in range(len(grid.rows)):
            cells = grid.starts(row)
            if not cells or len(cells) > 2:
                continue
            words = cells[0].text
            if says_note(words) or len(words) > 20 or (len(cells) == 1 and speaks_of_whole(words)):
                found.append(" ".join(c.text for c in cells))
    return found


def _from_rows(tables: list[Table], totals: Totals) -> None:
    """Total rows of tables: of the summary if there is one; several totals of parts are no total of the whole."""
    found: list[tuple[Table, str, Decimal | None]] = []
    for table in tables:
        grid = table.region.grid
        summed = table.kind == "headless" and SUMMARY_LABEL.search(" ".join([grid.label, *table.titles]))
        if table.kind not in {"lines", "summary"} and not summed:
            continue
        for row in table.region.body:
            if row_kind(grid, row) != "total":
                continue
            cells = grid.starts(row)
            if PARTIAL.search(squeeze(cells[0].text)):
                continue
            points = table.columns.of("points")
            cols = {c.col for c in points if "权" not in squeeze(c.label)} or {c.col for c in points}
            weights = {c.col for c in points} - cols
            words = " ".join(cell.text for cell in cells if cell.col not in weights)
            own = [v for cell in cells if cell.col in cols and (v := points_cell(cell.text).value) is not None]
            found.append((table, words, own[0] if own else None))
    summary = [entry for entry in found if entry[0].kind != "lines"]
    blocks = {entry[0].block for entry in found}
    chosen = summary or (found if len(blocks) == 1 else [e for e in found if SUM.search(e[1])])
    if not chosen and len({(e[2], squeeze(e[1])) for e in found}) == 1:
        chosen = found[:1]
    if (
        not chosen
        and found
        and tables
        and found[-1][2] is not None
        and sum((e[2] or Decimal(0) for e in found[:-1]), Decimal(0)) == found[-1][2]
    ):
        chosen = found[-1:]
    for _table, words, printed in reversed(chosen):
        both = SUM.search(squeeze(words))
        if printed is not None and both is None:
            totals.read_total(f"合计：{printed}分" + ("，" + words if is_bonus_title(words) else ""))
        else:
            totals.read_total(words)


def _from_title_rows(tables: list[Table], totals: Totals) -> None:
    """Title rows that speak of the whole are no titles: 总分100分，另设加分10分."""
    for table in tables:
        grid = table.region.grid
        for row in table.region.titles:
            words = " ".join(cell.text for cell in grid.starts(row))
            if row_kind(grid, row) == "total" and not PARTIAL.search(squeeze(words)):
                totals.read_total(words)


def _from_heads(tables: list[Table], totals: Totals) -> None:
    """分值（100分）: the head of the points column says the total of the one table."""
    lines = [t for t in tables if t.kind == "lines" and t.region.head is not None]
    if len({t.group for t in lines}) != 1 or lines[0].region.head is None:
        return
    for column in lines[0].columns.of("points", "rule", "score"):
        for words in lines[0].region.head.texts[column.col]:
            match = re.search(rf"[（(]\s*(?:总分|满分|共|计)?({NUMBER})\s*分[）)]", squeeze(words))
            value = tidy(match.group(1)) if match else None
            if value is not None and value >= 20:
                totals.base = value
                return


def _from_title_points(root: Draft, titles: list[str], totals: Totals) -> None:
    """文明单位测评标准（100分）: points of the title are the total, unless the title became a line."""
    if totals.base is not None:
        return
    parts = {squeeze(d.printed) for d in root.children if d.part}
    for words in titles:
        if squeeze(words) in parts:
            continue
        match = re.search(
            rf"[（(]\s*(?:总分|满分|共|计|百分制)?[:：]?\s*({NUMBER})\s*分(?:制|满分)?\s*[）)]\s*$", words
        )
        value = tidy(match.group(1)) if match else None
        if value is not None and value >= 10 and split_code(words)[0] is None:
            totals.base = value
            return


def _bonus_of_heading(root: Draft, totals: Totals) -> None:
    """加分项（10分）: the heading itself says how much the extra may be."""
    if totals.bonus is None:
        extra = [c.points for c in root.children if is_bonus_title(c.name) and c.points is not None]
        if extra:
            totals.bonus = sum(extra, Decimal(0))


def _settle_sum(titles: list[str], totals: Totals) -> None:
    """A title that says 90+10 says which part of the total is extra, where the last row adds both up to 100."""
    for words in titles:
        both = re.search(rf"[（(【](?:总分|满分|共)?{SUM.pattern}[）)】]", squeeze(words))
        base, bonus = (tidy(both["base"]), tidy(both["bonus"])) if both is not None else (None, None)
        if base and bonus and base + bonus == totals.base:
            totals.base, totals.bonus, totals.inside = base, bonus, False


def _settle_inside(root: Draft, totals: Totals) -> None:
    """Whether the printed total already holds the extra points: 90 + 10 printed as 100."""
    if totals.base is None or totals.inside:
        return
    base = [worth(c) for c in root.children if not is_bonus_title(c.name)]
    known = [v for v in base if v is not None]
    extra = [v for v in (worth(c) for c in root.children if is_bonus_title(c.name)) if v is not None]
    if not base or len(known) != len(base) or not extra:
        return
    if sum(known, Decimal(0)) + sum(extra, Decimal(0)) == totals.base and sum(known, Decimal(0)) != totals.base:
        totals.inside = True


def _say_deductions(section: Draft) -> None:
    """Points printed under 扣分项 are what an item takes away, unless its words say so themselves."""
    for leaf in section.leaves():
        said = f"{leaf.words}{leaf.text}{leaf.noted('rule', 'effect', 'remark')}"
        printed = leaf.points if leaf.points is not None else tidy(leaf.noted("points").lstrip("-—－–"))
        if printed and not TAKEN_OFF.search(said):
            leaf.note("effect", f"扣{plain(printed)}分")


def split_sections(root: Draft) -> list[Draft]:
    """Take negative lists (and sections that only deduct) out of the tree; they are no lines."""
    taken: list[Draft] = []
    stack = [root]
    while stack:
        parent = stack.pop()
        keep: list[Draft] = []
        for child in parent.children:
            name = squeeze(child.name)
            deducting = is_deducting_title(name)
            if deducting and child.children:
                _say_deductions(child)
            negative = is_negative_title(name) and all(d.points is None for d in child.walk())
            if (negative or deducting) and (child.children or len(name) > 8):
                child.printed = f"{child.printed}\n{'扣分' if deducting else ''}"
                taken.append(child)
            else:
                keep.append(child)
        parent.children = keep
        stack.extend(keep)
    return taken
