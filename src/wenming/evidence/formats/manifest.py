"""Read the manifest of a bulk import: one row per file, with its lines, kind, title, day and caption.

Two sorts of trouble. What makes the manifest as a whole untrustworthy – it cannot be read, it lacks its headings, one of
its paths leads out of the folder – refuses it whole. What concerns one row – no such file, an unknown kind, no day – is
collected with sheet and row, the row is left out, and the rest goes in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wenming.evidence.formats.folder import Files, LeadsOutside, Several
from wenming.evidence.formats.manifest_rows import ADDRESS, Row, RowProblem, RowReader
from wenming.evidence.formats.manifest_sheets import ManifestRefused, Table, find_table, read_sheets
from wenming.evidence.formats.trouble import shorten
from wenming.evidence.formats.verdicts import Limits
from wenming.kernel.words import _


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows that can be imported, those that cannot, the sheets that are no manifest, files no row speaks of, and
    the headings of columns that nothing is read from.
    """

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    sheets_left_out: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    unread_columns: tuple[str, ...] = ()


def read_manifest(
    path: Path,
    folder: Path,
    *,
    known_lines: Collection[str] | None = None,
    limits: Limits | None = None,
    received_on: date | None = None,
    departments: Collection[str] | None = None,
) -> Manifest:
    """Read a manifest (xlsx, xls or csv) against the folder it speaks of.

    received_on  the day of the import, after which nothing can have happened. None: not checked.
    known_lines  codes of the criteria set; a code that is none of them is a row's problem. None: not checked.
    departments  names of the unit's departments; another in the column 责任部门 is a row's problem. None: not checked.
    Returns      sound rows in order, and the others' problems. A file named again with other lines but otherwise alike
                 is one row with both; a row that says nothing new is a problem.
    Raises       ManifestRefused: unreadable, without headings or rows, or with a path that leads out of ``folder``.
    """
    files = Files(folder)
    tables: list[Table] = []
    left_out: list[str] = []
    for name, sheet in read_sheets(path, limits or Limits()):
        found = find_table(name, sheet)
        if found is not None:
            tables.append(found)
        elif any(any(row) for row in sheet):
            left_out.append(name)
    if not tables:
        raise ManifestRefused(
            _(
                "清单“%(name)s”里没有找到“文件”一列。请在第一行写上表头：文件、指标编号、材料类型、题名、日期、地点、主办单位、人员、主题、文号。"
            )
            % {"name": path.name}
        )
    _refuse_outsiders(tables, files)
    rows: list[Row] = []
    problems: list[RowProblem] = []
    reader = RowReader(files, known_lines, received_on, departments)
    for table in tables:
        for number, cells in table.body:
            if any(cells):
                reader.read(table, number, cells, rows, problems)
    if not rows and not problems:
        raise ManifestRefused(_("清单“%(name)s”里只有表头，没有内容。请至少填写一行。") % {"name": path.name})
    unread = dict.fromkeys(heading for table in tables for heading in table.extra)
    unlisted = files.unlisted(reader.named, leave_out=[path])
    return Manifest(tuple(rows), tuple(problems), tuple(left_out), unlisted, tuple(unread))


def _refuse_outsiders(tables: Sequence[Table], files: Files) -> None:
    """One path that leads out of the folder, and nothing of the manifest is believed."""
    for table in tables:
        for number, cells in table.body:
            written = table.text(cells, table.columns["file"])
            try:
                if written and not ADDRESS.fullmatch(written):
                    files.find(written)
            except Several:
                continue  # its row says so
            except LeadsOutside as error:
                raise ManifestRefused(
                    _(
                        "%(sheet)s 第 %(row)s 行的文件“%(file)s”指向导入文件夹以外，整份清单未予导入。请改为文件夹内的相对路径。"
                    )
                    % {"sheet": table.sheet, "row": number, "file": shorten(written)},
                    row=number,
                    sheet=table.sheet,
                ) from error
