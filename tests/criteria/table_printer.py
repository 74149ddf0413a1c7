"""Print a truth in the layouts of offices: as rows with spans, then as xlsx, docx, csv, html or Markdown."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from decimal import Decimal

import docx
import openpyxl

from tests.criteria.table_trees import DECIMAL, Node, Style, Truth

HEADS = {
    "seq": ("序号", "编号", "项次"),
    "level3": (("一级指标", "二级指标", "测评标准"), ("测评项目", "测评内容", "测评标准"), ("类别", "项目", "考核内容"), ("一级指标", "二级指标", "三级指标"),
               ("考核项目", "考核指标", "具体要求"), ("创建项目", "指标内容", "工作要求")),
    "level2": (("项目", "考核内容"), ("考评项目", "考评标准"), ("一级指标", "二级指标"), ("测评内容", "测评标准"), ("指标", "具体要求"), ("类别", "检查内容")),
    "level1": (("考核内容",), ("测评标准",), ("检查项目",), ("内容及要求",), ("评比条件",)),
    "pair": ("标准", "要求", "内容", "具体内容", "工作标准"),
    "points": ("分值", "标准分", "满分", "应得分", "分数", "配分"),
    "upper_points": ("项目分", "分值", "大项分"),
    "lower_points": ("小项分", "小分", "分值"),
    "rule": ("扣分办法", "评分标准", "计分原则", "扣分标准", "评分办法", "计分办法"),
    "methods": ("考评方式", "测评方法", "考核方法", "检查方式", "测评方式"),
    "evidence": ("材料要求", "佐证材料", "报送说明", "需提供的材料", "印证资料"),
    "owner": ("责任单位", "责任部门", "牵头科室"),
    "score": ("得分", "自评分", "考核得分", "实得分"),
    "remark": ("备注",),
}  # fmt: skip


@dataclass
class Print:
    """How to print. upper  where points of upper levels stand: "text", "column" or "none"; leaf: "column" or "text"."""

    scheme: tuple[Style, ...] | str
    pair: bool = False
    upper: str = "text"
    leaf: str = "column"
    notation: str = "（{}分）"
    seq: str = ""
    sections: bool = False
    together: bool = False  # the leaves of a row as numbered sentences in one cell
    merges: str = "merge"  # "merge", "blank" or "repeat"
    extras: tuple[str, ...] = ("methods",)
    head_rows: int = 1
    repeat_every: int = 0
    title_rows: int = 1
    total: bool = True
    notes: bool = True
    noise: bool = False
    code_column: bool = False


@dataclass
class Box:
    """A printed cell with its spans."""

    text: str
    down: int = 1
    across: int = 1


@dataclass
class Sheet:
    """Rows of boxes; None where a box from above or the left covers the place."""

    name: str
    rows: list[list[Box | None]] = field(default_factory=list)


def number(points: Decimal | None, rng: random.Random | None = None) -> str:
    if points is None:
        return ""
    text = format(points.normalize(), "f")
    if rng is not None and rng.random() < 0.3:
        text = text.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
        text = text.replace(".", rng.choice("。．"))
    return text


class Printer:
    """Prints one truth in one layout."""

    def __init__(self, truth: Truth, how: Print, rng: random.Random, depth: int) -> None:
        self.truth, self.how, self.rng, self.depth = truth, how, rng, depth
        self.levels = depth - 1 if how.sections and depth > 1 else depth
        self.columns = self._columns()

    def _columns(self) -> list[tuple[str, int]]:
        """(role, level) per column."""
        how, columns = self.how, []
        if how.seq:
            columns.append(("seq", 0))
        for level in range(self.levels):
            last = level == self.levels - 1
            if how.code_column and last:
                columns.append(("code", level))
            columns.append(("level", level))
            if last and how.pair:
                columns.append(("pair", level))
            if not last and how.upper == "column":
                columns.append(("points", level))
        if how.leaf == "column" and not how.together:
            columns.append(("points", self.levels - 1))
        columns.extend((extra, self.levels - 1) for extra in how.extras)
        return columns

    def heads(self) -> list[str]:
        rng = self.rng
        names = list(rng.choice(HEADS[f"level{self.levels}"]))
        if self.how.pair and self.levels == 1:
            names = [rng.choice(("项目", "考核项目", "测评项目"))]
        out = []
        two = sum(1 for role, _level in self.columns if role == "points") > 1
        for role, level in self.columns:
            if role == "level":
                out.append(names[level])
            elif role == "points" and two:
                out.append(rng.choice(HEADS["lower_points" if level == self.levels - 1 else "upper_points"]))
            elif role == "code":
                out.append("指标编号")
            else:
                out.append(rng.choice(HEADS[role]))
        return out

    # -- words of a cell ----------------------------------------------------------------------------------------------

    def code(self, node: Node, level: int) -> str:
        if node.code is None or (self.how.code_column and level == self.depth - 1):
            return ""
        if self.how.scheme == DECIMAL:
            return f"{node.code} "
        mark = self.how.scheme[level][1]
        code = node.code
        if self.how.noise and self.rng.random() < 0.2:
            code = code.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
        return f"{code}{mark}"

    def points(self, node: Node) -> str:
        noisy = self.rng if self.how.noise else None
        return self.how.notation.format(number(node.points, noisy)) if node.points is not None else ""

    def upper(self, node: Node, level: int) -> str:
        title = node.title
        if self.how.noise and self.rng.random() < 0.4:
            title = " ".join(title)
        return self.code(node, level) + title + (self.points(node) if self.how.upper == "text" else "")

    def sentence(self, node: Node, level: int, *, own_points: bool) -> str:
        words = self.code(node, level) + node.text
        return words + (self.points(node) if own_points else "")

    def leaf_cells(self, node: Node) -> dict[tuple[str, int], str]:
        level = self.depth - 1
        column = self.levels - 1
        own = self.how.leaf == "text"
        cells = {("methods", column): node.said, ("rule", column): node.rule, ("evidence", column): node.evidence,
                 ("owner", column): node.owner, ("score", column): "", ("remark", column): ""}  # fmt: skip
        if self.how.pair:
            cells["level", column] = self.code(node, level) + node.title + (self.points(node) if own else "")
            cells["pair", column] = node.text
        else:
            cells["level", column] = self.sentence(node, level, own_points=own)
        if self.how.code_column:
            cells["code", column] = node.code or ""
        noisy = self.rng if self.how.noise else None
        cells["points", column] = number(node.points, noisy) + self.rng.choice(("", "", "分"))
        return cells

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rows(self, tops: list[Node]) -> list[list[Box | None]]:
        rows: list[list[Box | None]] = []
        self.running = 0
        if self.how.sections and self.depth > 1:
            for top in tops:
                rows.append(self.across(self.upper_section(top)))
                for child in top.children:
                    self.block(rows, [(child, 1)], 0)
        else:
            for top in tops:
                self.block(rows, [(top, 0)], 0)
        return rows

    def upper_section(self, node: Node) -> str:
        return self.code(node, 0) + node.title + self.how.notation.format(number(node.points))

    def across(self, words: str) -> list[Box | None]:
        return [Box(words, 1, len(self.columns)), *[None] * (len(self.columns) - 1)]

    def block(self, rows: list[list[Box | None]], path: list[tuple[Node, int]], column: int) -> None:
        """Print the rows of one node, its own cells merged over them."""
        node, level = path[-1]
        if self.how.together and column == self.levels - 2:
            self.one_cell(rows, path)
            return
        if column == self.levels - 1:
            rows.append(self.leaf_row(path))
            return
        start = len(rows)
        for index, child in enumerate(node.children):
            self.block(
                rows,
                [*path, (child, level + 1)] if index == 0 or self.how.merges == "repeat" else [(child, level + 1)],
                column + 1,
            )
        if self.how.merges == "merge":
            self.merge(rows, start, column)

    def merge(self, rows: list[list[Box | None]], start: int, column: int) -> None:
        places = [i for i, (role, lvl) in enumerate(self.columns) if lvl == column and role in {"level", "points"}]
        if self.how.seq == "top" and column == 0:
            places.append(0)
        for place in places:
            box = rows[start][place]
            if box is not None:
                box.down = len(rows) - start
                for row in rows[start + 1 :]:
                    row[place] = None

    def leaf_row(self, path: list[tuple[Node, int]]) -> list[Box | None]:
        leaf = path[-1][0]
        cells = self.leaf_cells(leaf)
        base = self.levels - len(path)
        for offset, (node, level) in enumerate(path[:-1]):
            column = base + offset
            cells["level", column] = self.upper(node, level)
            cells["points", column] = number(node.points)
        self.running += 1
        if self.how.seq == "running":
            cells["seq", 0] = str(self.running)
        return [Box(cells.get(column, "")) for column in self.columns]

    def one_cell(self, rows: list[list[Box | None]], path: list[tuple[Node, int]]) -> None:
        """All leaves of a node as numbered sentences of one cell; methods by number where they differ."""
        node = path[-1][0]
        column = self.levels - 1
        words = "；\n".join(self.sentence(leaf, self.depth - 1, own_points=True) for leaf in node.children) + "。"
        said = [leaf.said for leaf in node.children]
        if len(set(said)) == 1:
            methods = said[0]
        else:
            marks: dict[str, list[str]] = {}
            for leaf in node.children:
                marks.setdefault(leaf.said, []).append(self.code(leaf, self.depth - 1).strip(".、"))
            between = "、" if all(code.isdecimal() for codes in marks.values() for code in codes) else ""
            methods = "；".join(between.join(codes) + words for words, codes in marks.items())
        cells = {("level", column): words, ("methods", column): methods}
        base = self.levels - 1 - len(path)
        for offset, (upper, level) in enumerate(path):
            cells["level", base + offset] = self.upper(upper, level)
            cells["points", base + offset] = number(upper.points)
        rows.append([Box(cells.get(column, "")) for column in self.columns])

    # -- sheets -------------------------------------------------------------------------------------------------------

    def sheet(self) -> Sheet:
        how, rng, width = self.how, self.rng, len(self.columns)
        heads = [Box(words) for words in self.heads()]
        rows: list[list[Box | None]] = []
        if how.title_rows >= 1:
            rows.append(self.across(self.truth.name))
        if how.title_rows >= 2:
            rows.append(self.across("单位（盖章）：　　　　　　填表日期：　　年　月　日"))
        rows.append(list(heads))
        for count, row in enumerate(self.rows(self.truth.tops)):
            if how.repeat_every and count and count % how.repeat_every == 0 and not any(b is None for b in row):
                rows.append([Box(b.text) for b in heads])
            rows.append(row)
        if how.total:
            rows.append(self.total_row())
        if how.notes:
            rows.append(
                self.across(
                    rng.choice(
                        (
                            "注：本标准由创建办负责解释。",
                            "备注：扣分以扣完该项分值为限。",
                            "说明：1.每年考核一次。\n2.考核结果予以通报。",
                        )
                    )
                )
            )
        if how.title_rows >= 2:
            rows.append(self.across("考核组签字："))
        _ = width
        return Sheet("Sheet1", rows)

    def total_row(self) -> list[Box | None]:
        total = number(self.truth.base) + (f"+{number(self.truth.bonus)}" if self.truth.bonus is not None else "")
        place = next((i for i, (role, _level) in enumerate(self.columns) if role == "points"), None)
        if place is None:
            return self.across(f"合计：{total}分" if self.truth.bonus is None else f"合计{total}")
        row: list[Box | None] = [Box("") for _ in self.columns]
        row[0] = Box(self.rng.choice(("合计", "合　计", "总分", "总计")))
        row[place] = Box(total)
        return row


# -- files ------------------------------------------------------------------------------------------------------------


def as_xlsx(sheets: list[Sheet], *, merges: bool = True) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, start=1):
            for c, box in enumerate(row, start=1):
                if box is None:
                    continue
                text: object = box.text or None
                if isinstance(text, str) and text.replace(".", "", 1).isdecimal() and text.isascii():
                    text = float(text)
                page.cell(r, c, text)
                if (box.down > 1 or box.across > 1) and merges:
                    page.merge_cells(
                        start_row=r, start_column=c, end_row=r + box.down - 1, end_column=c + box.across - 1
                    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(sheets: list[Sheet], *, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    for words in before:
        document.add_paragraph(words)
    for sheet in sheets:
        width = len(sheet.rows[0])
        table = document.add_table(rows=len(sheet.rows), cols=width)
        for r, row in enumerate(sheet.rows):
            for c, box in enumerate(row):
                if box is not None:
                    cell = table.cell(r, c)
                    if box.down > 1 or box.across > 1:
                        cell = cell.merge(table.cell(r + box.down - 1, c + box.across - 1))
                    cell.text = box.text
        document.add_paragraph("")
    for words in after:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(sheets: list[Sheet], *, encoding: str = "utf-8", before: str = "") -> bytes:
    parts = [f'<html><head><meta charset="{encoding}"><title>通知</title></head><body>{before}']
    for sheet in sheets:
        parts.append("<table border='1'>")
        for row in sheet.rows:
            cells = (
                f"<td{f' rowspan={b.down}' if b.down > 1 else ''}{f' colspan={b.across}' if b.across > 1 else ''}><p>{b.text.replace(chr(10), '<br/>')}</p></td>"
                for b in row
                if b is not None
            )
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table>")
    return ("\n".join(parts) + "</body></html>").encode(encoding)


def as_csv(sheet: Sheet, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in sheet.rows:
        writer.writerow(["" if box is None else box.text for box in row])
    return out.getvalue().encode(encoding)


def as_markdown(sheet: Sheet, *, title: str = "") -> bytes:
    rows = [
        ["" if box is None else box.text.replace("\n", "<br>").replace("|", "\\|") for box in row] for row in sheet.rows
    ]
    head, *body = rows
    lines = [f"# {title}\n"] if title else []
    lines.append("| " + " | ".join(head) + " |")
    lines.append("|" + " --- |" * len(head))
    lines.extend("| " + " | ".join(row) + " |" for row in body)
    return "\n".join(lines).encode()
