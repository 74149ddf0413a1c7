"""Binding against merging alone: 1,000 PDF files of 5 pages into one booklet.

    python bench/booklet.py [--files 1000] [--photos 0] [--rounds 3]

Both are timed in processes of their own, in turns, on the same files: the ratio is what counts, not this machine. Merging
alone is ``pikepdf`` appending every page and saving; binding is cover, index, stamps, bookmarks, cleaning and PDF/A beside.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MATERIAL = """
#set page(paper: "a4", margin: 26mm)
#set text(lang: "zh", region: "cn", size: 14pt, font: ("Wenming Fang", "Noto Serif SC"))
#set par(first-line-indent: (amount: 2em, all: true), leading: 1em)
#let n = int(sys.inputs.n)
#for p in range(5) [
  #align(center, text(font: "Noto Serif SC", weight: "bold", size: 20pt)[第#(n)号 工作情况报告（第#(p + 1)页）])
  #for k in range(6) [ #(p * 6 + k + 1). 各部门于#(calc.rem(n * 7 + k, 12) + 1)月完成了#(n * 13 + k)项任务，共有#(n + k * 17)人次参加，形成
    记录#(k + 3)份，照片#(k * 2 + n)张，已按要求整理归入台账，并对照标准逐项核对。#parbreak() ]
  #if p < 4 { pagebreak() }
]
"""
LIMITS = {"ratio": 2.0, "memory": 400.0, "seconds": 60.0}


def make_material(folder: Path, files: int, photos: int) -> None:
    """Write the source files; every one is different."""
    import numpy as np
    import typst
    from PIL import Image

    from wenming.documents.formats.faces import SHIPPED

    source = folder / "material.typ"
    source.write_text(MATERIAL, encoding="utf-8")
    compiler = typst.Compiler(root=str(folder), font_paths=[str(SHIPPED)], ignore_system_fonts=True)
    for n in range(files):
        compiler.compile(
            input=str(source),
            output=str(folder / f"{n:05d}.pdf"),
            format="pdf",
            sys_inputs={"n": str(n)},
            timestamp=0,
            pdf_tags=False,
        )
    noise = np.random.default_rng(1)
    for n in range(photos):
        small = noise.integers(0, 255, (60, 80, 3), dtype=np.uint8)
        Image.fromarray(small).resize((4000, 3000)).save(folder / f"{n:05d}.jpg", quality=88)


def merge(folder: Path, out: Path) -> dict[str, float]:
    """Merging alone."""
    import pikepdf

    start = time.perf_counter()
    target = pikepdf.Pdf.new()
    sources = []
    for path in sorted(folder.glob("*.pdf")):
        source = pikepdf.Pdf.open(path)
        sources.append(source)
        target.pages.extend(source.pages)
    target.save(out)
    return {"seconds": time.perf_counter() - start, "pages": len(target.pages)}


def bind(folder: Path, out: Path) -> dict[str, float]:
    """Binding."""
    from datetime import UTC, date, datetime

    from wenming.evidence.formats.booklet import BookletSpec, Caption, Entry, EntryFile, bind_booklet

    start = time.perf_counter()
    caption = Caption("2026年3月5日", "市民广场", "志愿服务队", "李明等三十二人", "学雷锋志愿服务月")
    names = sorted([*folder.glob("*.pdf"), *folder.glob("*.jpg")])
    entries = [
        Entry(
            item=number,
            title=f"第{number}号 各部门工作情况报告",
            files=[EntryFile(path, path.name, caption=caption)],
            archival_code=f"0194-WS·2026-D30-BGS-{number:04d}",
            document_number=f"清文明〔2026〕{number}号",
            responsible="局办公室",
            date=date(2026, 3, 5),
            group=f"Ⅱ-{number // 20 + 1} 测评项目",
        )
        for number, path in enumerate(names, 1)
    ]
    spec = BookletSpec("文明单位创建档案", "清江市某局", 2026, datetime(2026, 9, 30, tzinfo=UTC), entries, "全年材料")
    result = bind_booklet(spec, out)
    if result.left_out:
        raise SystemExit(f"left out: {result.left_out[:3]}")
    return {"seconds": time.perf_counter() - start, "pages": result.body}


def peak_memory() -> float:
    """Megabytes this process had at most, and the largest of its children, added up as if at the same moment.

    Its own peak comes from /proc: the usage counters also hold what the process that started it had at the time.
    """
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    return (own + children) / 1024


def measured(what: str, folder: Path, out: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    line = [sys.executable, __file__, "--do", what, "--folder", str(folder), "--out", str(out)]
    start = time.perf_counter()
    answer = subprocess.run(line, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return {**found, "whole": time.perf_counter() - start, "bytes": out.stat().st_size}


def main() -> None:
    """Compare, print, and end with 1 if a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--do", choices=["merge", "bind"])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if options.do:
        found = (merge if options.do == "merge" else bind)(options.folder, options.out)
        print(json.dumps({**found, "memory": peak_memory()}))
        return
    with tempfile.TemporaryDirectory(prefix="wenming-bench-") as scratch:
        folder = Path(scratch) / "material"
        folder.mkdir()
        make_material(folder, options.files, options.photos)
        best: dict[str, dict[str, float]] = {}
        for _round in range(options.rounds):
            for what in ("merge", "bind"):
                found = measured(what, folder, Path(scratch) / f"{what}.pdf")
                if what not in best or found["seconds"] < best[what]["seconds"]:
                    best[what] = found
    for what, found in best.items():
        print(
            f"{what:6} {found['pages']:6.0f} pages  {found['seconds']:6.2f} s  (process {found['whole']:5.2f} s)  "
            f"{found['memory']:6.0f} MB  file {found['bytes'] / 1e6:6.1f} MB"
        )
    ratio = best["bind"]["seconds"] / best["merge"]["seconds"]
    print(f"ratio  {ratio:.2f}  (limit {LIMITS['ratio']}; memory {LIMITS['memory']:.0f} MB; {LIMITS['seconds']:.0f} s)")
    kept = best["bind"]["memory"] <= LIMITS["memory"] and best["bind"]["seconds"] <= LIMITS["seconds"]
    if not kept or (ratio > LIMITS["ratio"] and not options.photos):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
