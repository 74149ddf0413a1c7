"""How fast a criteria table is read: the whole command, from start to printed proposal.

    .venv/bin/python -m bench.parsing [--json]

A table of 300 lines under 40 headings, with rules, methods and evidence, in every format, and one of 10,000 lines as a
workbook. Each is ``wenming criteria parse FILE`` in a process of its own, start included: ``cpu`` its processor time (what it
takes on a machine that does nothing else), ``wall`` the time on this machine now; medians of several runs. ``start`` is
the command asked for its version.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import typst
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import wenming.documents
from wenming.criteria.formats.tables import parse

ROOT = Path(__file__).resolve().parent.parent
HEAD = ["一级指标", "二级指标", "测评标准", "分值", "评分办法", "测评方法", "材料要求"]
RULES = (
    "缺一次扣0.5分，最多扣2分",
    "低于80%每降1个百分点扣0.2分",
    "A得满分，B得60%，C不得分",
    "全部达到得满分，否则不得分",
)
METHODS = ("材料审核", "实地考察", "问卷调查", "材料审核、征求部门意见")
PAPERS = ("文件1份、图片不少于2张", "说明报告500字以内", "签到表、活动照片2至4张，注明时间、地点", "统计表")
FONTS = Path(wenming.documents.__file__).parent / "fonts"
Row = list[str]


def rows(leaves: int) -> list[Row]:
    """The table with the upper titles in the first of their rows only."""
    out: list[Row] = [HEAD]
    for n in range(leaves):
        top = f"Ⅰ-{n // 60 + 1} 第{n // 60 + 1}类工作（120分）" if n % 60 == 0 else ""
        middle = f"Ⅱ-{n // 6 + 1} 第{n // 6 + 1}组工作（12分）" if n % 6 == 0 else ""
        sentence = f"（{n % 6 + 1}）制定第{n + 1}项工作制度并认真落实，有计划、有检查、有总结，群众认可"
        out.append([top, middle, sentence, "2", RULES[n % 4], METHODS[n % 4], PAPERS[n % 4]])
    out.append(["合计", "", "", str(2 * leaves), "", "", ""])
    return out


def workbook(table: list[Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("测评表")
        for r, row in enumerate(table):
            for c, words in enumerate(row):
                if words:
                    sheet.write(r, c, float(words) if words.isdecimal() else words)
        last = len(table) - 2
        for start in range(1, last + 1, 6):
            if min(start + 5, last) > start:
                sheet.merge_range(start, 1, min(start + 5, last), 1, table[start][1])
        for start in range(1, last + 1, 60):
            if min(start + 59, last) > start:
                sheet.merge_range(start, 0, min(start + 59, last), 0, table[start][0])
    return out.getvalue()


def word(table: list[Row]) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def cell(words: str, *, upper: bool, first: bool) -> str:
        value = ' w:val="restart"' if first else ""
        merge = f"<w:tcPr><w:vMerge{value}/></w:tcPr>" if upper else ""
        return f"<w:tc>{merge}<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    body = "".join(
        "<w:tr>" + "".join(cell(words, upper=c < 2, first=bool(words)) for c, words in enumerate(row)) + "</w:tr>"
        for row in table
    )
    grid = "".join('<w:gridCol w:w="1400"/>' for _ in HEAD)
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{w}"><w:body><w:tbl><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def html(table: list[Row]) -> bytes:
    body = "".join("<tr>" + "".join(f"<td><p>{words}</p></td>" for words in row) + "</tr>" for row in table)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'.encode()


def pdf(table: list[Row]) -> bytes:
    cells = ",\n".join(f"[#{json.dumps(words, ensure_ascii=False)}]" for row in table[1:] for words in row)
    head = ", ".join(f"[{words}]" for words in HEAD)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.typ"
        path.write_text(
            '#set text(font: "Noto Serif SC", size: 9pt)\n#set page(paper: "a4", flipped: true)\n'
            f"#table(columns: (2.6cm, 2.6cm, 1fr, 1.2cm, 4cm, 3cm, 4cm), table.header({head}),\n{cells})"
        )
        made = typst.compile(str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def files(leaves: int) -> dict[str, bytes]:
    table = rows(leaves)
    flat = "\n".join(",".join(f'"{words}"' for words in row) for row in table)
    pipes = "\n".join("| " + " | ".join(row) + " |" for row in [table[0], ["---"] * len(HEAD), *table[1:]])
    return {
        "table.xlsx": workbook(table),
        "table.docx": word(table),
        "table.html": html(table),
        "table.csv": flat.encode("gb18030"),
        "table.md": pipes.encode(),
        "table.pdf": pdf(table),
    }


def _lines(found: list[dict[str, object]]) -> int:
    return sum(1 + _lines(line.get("lines", [])) for line in found)  # type: ignore[arg-type]


def _command(*arguments: str, runs: int) -> dict[str, float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    wall, cpu = [], []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "wenming", *arguments], env=environment, stdout=subprocess.DEVNULL, check=True
        )
        wall.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"cpu": round(statistics.median(cpu), 3), "wall": round(statistics.median(wall), 3)}


def measure(runs: int) -> dict[str, dict[str, float]]:
    result = {"start": _command("--version", runs=runs)}
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**files(300), "long.xlsx": workbook(rows(10_000))}.items():
            path = Path(folder) / name
            path.write_bytes(data)
            lines = _lines(parse(path).document["lines"])
            result[name] = {"lines": lines, **_command("criteria", "parse", str(path), runs=runs)}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    result = measure(options.runs)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
        return
    for name, figures in result.items():
        lines = f"{figures['lines']:>6.0f} lines" if "lines" in figures else " " * 12
        print(f"{name:<12} {lines}  cpu {figures['cpu']:>6.2f} s  wall {figures['wall']:>6.2f} s")


if __name__ == "__main__":
    main()
