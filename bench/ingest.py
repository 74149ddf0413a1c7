"""How fast files are taken in: photos of 12 megapixels and small documents, per step and as a whole, on one core.

    .venv/bin/python -m bench.ingest [--json] [--photos N] [--documents N]

Photos are made with the detail of real ones (about 3 MB each), documents are a mix of docx, xlsx, pdf, csv, md and html
of one to three pages. ``whole`` is what the worker does with one file: hash, verify, facts, text, preview. Every figure
is the median over all files of its kind in processor time; rates are files per second and core. The bars are those of the design (§7).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import numpy as np
import pikepdf
import xlsxwriter
from docx import Document
from PIL import Image

from wenming.evidence.formats.facts import read_facts
from wenming.evidence.formats.intake import make_renditions, take_in
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.outline import outline
from wenming.evidence.formats.receiving import receive, sha256_of
from wenming.evidence.formats.text import extract_text
from wenming.evidence.rules.suggesting import LineWords, RecordWords, index_lines

PHOTO_BAR, DOCUMENT_BAR = 25.0, 200.0
AT = datetime(2026, 9, 1, tzinfo=UTC)
SENTENCE = "志愿服务队按计划到社区开展便民服务，参加人员三十名，服务时长共计九十小时，群众反映良好。"


def make_photo(path: Path, seed: int, *, width: int = 4000, height: int = 3000) -> None:
    """A picture with soft shapes, texture and sensor noise, as a phone writes it."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    shapes = np.stack([120 + 90 * np.sin(x / (250 + 40 * c) + y / (400 + 30 * c) + seed + c) for c in range(3)], -1)
    coarse = Image.fromarray(rng.integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8))
    texture = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32) - 128
    noise = rng.normal(0, 3, (height, width, 1)).astype(np.float32)
    pixels = np.clip(shapes + texture * 0.4 + noise, 0, 255).astype(np.uint8)
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Example M1", 1 if seed % 3 else 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:05 09:12:44"
    Image.fromarray(pixels).save(path, "JPEG", quality=90, exif=exif)


def make_documents(folder: Path, count: int) -> list[Path]:
    """Small papers of six kinds in turn."""
    makers: list[tuple[str, Callable[[Path, int], None]]] = [
        ("docx", _docx),
        ("xlsx", _xlsx),
        ("pdf", _pdf),
        ("csv", lambda path, n: _text(path, "\n".join(f"{i},李某,{n}" for i in range(100)))),
        ("md", lambda path, n: _text(path, f"# 记录 {n}\n\n" + f"{SENTENCE}\n" * 20)),
        (
            "html",
            lambda path, n: _text(path, f"<html><body><h1>{n}</h1>" + f"<p>{SENTENCE}</p>" * 20 + "</body></html>"),
        ),
    ]
    paths = []
    for n in range(count):
        suffix, maker = makers[n % len(makers)]
        path = folder / f"材料{n:04d}.{suffix}"
        maker(path, n)
        paths.append(path)
    return paths


def _docx(path: Path, n: int) -> None:
    document = Document()
    document.add_heading(f"工作情况说明 {n}", level=1)
    for _ in range(12):
        document.add_paragraph(SENTENCE)
    table = document.add_table(rows=6, cols=4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "内容"
    document.save(str(path))


def _xlsx(path: Path, n: int) -> None:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("统计")
    for row in range(60):
        sheet.write_row(row, 0, [row, "志愿者", n, 2.5])
    book.close()


def _pdf(path: Path, n: int) -> None:
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for _ in range(2):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = "".join(f"({n} Volunteer service record line {i}) Tj 0 -20 Td " for i in range(30))
        page.Contents = document.make_stream(f"BT /F1 12 Tf 60 780 Td {lines}ET".encode())
    document.save(path)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def timed(work: Callable[[Path], Any], paths: list[Path]) -> list[float]:
    """Processor seconds that ``work`` takes for each path: what others do on the machine does not count."""
    spent = []
    for path in paths:
        start = time.process_time()
        work(path)
        spent.append(time.process_time() - start)
    return spent


def measure(paths: list[Path], scratch: Path) -> dict[str, float]:
    """Medians in milliseconds for each step and for the whole, and the mean of the whole."""
    inspections = {path: inspect(path, path.name) for path in paths}

    def whole(path: Path) -> None:
        sha256_of(path)
        assert take_in(path, path.name, received_at=AT).inspection.ok

    def store(path: Path) -> None:
        with path.open("rb") as source:
            receive(source, scratch / "stored")

    steps: dict[str, Callable[[Path], Any]] = {
        "receive (with fsync)": store,
        "hash": sha256_of,
        "verify": lambda path: inspect(path, path.name),
        "facts": lambda path: read_facts(path, inspections[path], received_at=AT),
        "text": lambda path: extract_text(path, inspections[path]),
        "blocks": lambda path: outline(path, inspections[path]),
        "preview": lambda path: make_renditions(path, inspections[path]),
        "whole": whole,
    }
    for step in steps.values():  # imports and caches are paid once, not by the first file
        step(paths[0])
    found = {}
    for name, step in steps.items():
        spent = timed(step, paths)
        found[name] = statistics.median(spent) * 1000
        if name == "whole":
            found["whole, mean"] = statistics.fmean(spent) * 1000
    return found


def suggesting(lines: int = 150) -> float:
    """Milliseconds to suggest lines for one record with a long text, the index being there; median of 50."""
    subjects = [
        "志愿服务",
        "全民阅读",
        "节能降耗",
        "文明餐桌",
        "道德讲堂",
        "普法宣传",
        "政务服务",
        "结对共建",
        "环境整治",
        "家风家教",
    ]
    words = [
        LineWords(
            f"{n}", f"{subjects[n % 10]}{n}", f"{subjects[n % 10]}每季度开展一次。{SENTENCE}", ("服务群众",), ("photo",)
        )
        for n in range(lines)
    ]
    index = index_lines(words)
    record = RecordWords("学雷锋志愿服务", "学雷锋", SENTENCE * 60, "志愿服务", "photo", "办公室")
    return statistics.median(timed(lambda _path: index.suggest(record), [Path()] * 50)) * 1000


def run(photos: int, documents: int) -> dict[str, Any]:
    """Make the files, measure, and compare with the bars."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core means one core
    with tempfile.TemporaryDirectory(prefix="wenming-bench-") as name:
        folder = Path(name)
        pictures = [folder / f"照片{n:03d}.jpg" for n in range(photos)]
        for n, path in enumerate(pictures):
            make_photo(path, n)
        papers = make_documents(folder, documents)
        photo_times, paper_times = measure(pictures, folder), measure(papers, folder)
        by_kind = {
            suffix: measure(chosen, folder)["whole"]
            for suffix in ("docx", "xlsx", "pdf", "csv", "md", "html")
            if (chosen := [path for path in papers if path.suffix == f".{suffix}"])
        }
        size = statistics.median(path.stat().st_size for path in pictures)
    return {
        "photo_bytes": size,
        "photo_ms": photo_times,
        "document_ms": paper_times,
        "document_ms_by_kind": by_kind,
        "photos_per_second": 1000 / photo_times["whole, mean"],
        "documents_per_second": 1000 / paper_times["whole, mean"],
        "suggest_ms": suggesting(),
        "photos_bar": PHOTO_BAR,
        "documents_bar": DOCUMENT_BAR,
    }


def main() -> int:
    """Print the figures; exit 1 if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=12)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = run(arguments.photos, arguments.documents)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"photos of 12 megapixels, {found['photo_bytes'] / 1e6:.1f} MB each   ms each (median)")
        for name, spent in found["photo_ms"].items():
            print(f"  {name:22} {spent:8.2f}")
        print("small documents, mixed                      ms each (median)")
        for name, spent in found["document_ms"].items():
            print(f"  {name:22} {spent:8.2f}")
        for suffix, spent in found["document_ms_by_kind"].items():
            print(f"    whole, {suffix:14}  {spent:8.2f}")
        print(f"suggest lines for one record, 150 lines  {found['suggest_ms']:8.2f} ms   bar 5")
        print(f"photos/s per core    {found['photos_per_second']:7.1f}   bar {PHOTO_BAR:.0f}")
        print(f"documents/s per core {found['documents_per_second']:7.1f}   bar {DOCUMENT_BAR:.0f}")
    return 0 if found["photos_per_second"] >= PHOTO_BAR and found["documents_per_second"] >= DOCUMENT_BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
