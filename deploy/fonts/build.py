"""Rebuild the fonts that are shipped with the program from pinned Debian packages.

    mkdir debs; cd debs
    apt-get download fonts-noto-cjk fonts-noto-core fonts-lxgw-wenkai fonts-liberation2 texlive-lang-chinese
    cd ..
    python deploy/fonts/build.py debs [--out src/wenming/documents/fonts]

Needs fontTools and dpkg-deb. The same packages give the same bytes; a package whose digest is not the one recorded
below is refused, so that a rebuilt font is never a surprise. What is taken, renamed and licensed how is written in
``VENDOR.md`` beside the fonts.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

OUT = Path(__file__).resolve().parents[2] / "src" / "wenming" / "documents" / "fonts"

PACKAGES = {
    "fonts-noto-cjk": "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
    "fonts-lxgw-wenkai": "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
    "fonts-liberation2": "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
    "fonts-noto-core": "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
    "texlive-lang-chinese": "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
}

NOTO = "fonts-noto-cjk/usr/share/fonts/opentype/noto"
SYMBOLS = "fonts-noto-core/usr/share/fonts/truetype/noto"
WENKAI = "fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai"
FANDOL = "texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
LIBERATION = "fonts-liberation2/usr/share/fonts/truetype/liberation2"

LAYOUT = ["kern", "liga", "locl", "ccmp", "mark", "mkmk", "vert", "vrt2", "palt", "halt", "tnum", "lnum"]


def gb2312() -> set[int]:
    """The 7,445 characters of GB 2312-80 and what offices write beside them."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    beside = [
        (0x20, 0x7F),  # ASCII
        (0xA0, 0x180),  # Latin with accents
        (0x2C6, 0x2DE),
        (0x391, 0x3CA),  # Greek
        (0x410, 0x450),  # Cyrillic
        (0x2010, 0x2028),  # dashes, quotes, dots
        (0x2030, 0x2040),
        (0x20AC, 0x20AD),
        (0x2100, 0x2127),  # ℃ № ℡ ™
        (0x2150, 0x2180),  # fractions, Roman numerals
        (0x2190, 0x219A),  # arrows
        (0x2200, 0x2270),  # mathematics
        (0x2460, 0x2500),  # ① ⑴ ⒈ Ⓐ
        (0x2500, 0x2580),  # box drawing
        (0x25A0, 0x2610),  # shapes, stars
        (0x2610, 0x2613),  # ballot boxes
        (0x2713, 0x2719),  # ticks and crosses
        (0x2776, 0x277F),  # ❶
        (0x3000, 0x3100),  # 、。〇〔〕〓 and kana
        (0x3220, 0x3244),  # ㈠
        (0x3251, 0x3260),
        (0x3280, 0x32B1),
        (0x32B1, 0x32C0),
        (0x3300, 0x33FF),  # ㎡ ㎏
        (0xFE30, 0xFE50),
        (0xFF01, 0xFF61),  # full width
        (0xFFE0, 0xFFE7),
    ]
    for first, last in beside:
        found.update(range(first, last))
    return found


def latin() -> set[int]:
    """Every character of the Windows, Macintosh and Adobe standard Latin encodings."""
    text = "".join(bytes(range(32, 256)).decode(code, "ignore") for code in ("cp1252", "mac_roman"))
    return {ord(char) for char in text} | set(b"\xa0\xad") | {0xFB01, 0xFB02, 0x2044, 0x192, 0x2DA, 0x2DB, 0x2DD}


def stamp() -> set[int]:
    """What is drawn over pages: page numbers and item numbers."""
    return set(range(0x20, 0x7F)) | {ord(char) for char in "件号第页共卷册年月日至·—–"}


@dataclass(frozen=True)
class Face:
    """One font to make: where from, which characters, and the name it carries afterwards."""

    file: str
    source: str
    family: str
    style: str = "Regular"
    index: int | None = None
    chars: str = "gb2312"


FACES = [
    Face("NotoSerifSC-Regular.otf", f"{NOTO}/NotoSerifCJK-Regular.ttc", "Noto Serif SC", "Regular", 2),
    Face("NotoSerifSC-Bold.otf", f"{NOTO}/NotoSerifCJK-Bold.ttc", "Noto Serif SC", "Bold", 2),
    Face("NotoSerifSC-Rare.otf", f"{NOTO}/NotoSerifCJK-Regular.ttc", "Noto Serif SC Rare", "Regular", 2, "rest"),
    Face("NotoSansSC-Regular.otf", f"{NOTO}/NotoSansCJK-Regular.ttc", "Noto Sans SC", "Regular", 2),
    Face("NotoSansSC-Bold.otf", f"{NOTO}/NotoSansCJK-Bold.ttc", "Noto Sans SC", "Bold", 2),
    Face("WenmingKai-Regular.ttf", f"{WENKAI}/LXGWWenKai-Regular.ttf", "Wenming Kai"),
    Face("WenmingSymbols-Regular.ttf", f"{SYMBOLS}/NotoSansSymbols2-Regular.ttf", "Wenming Symbols", chars="symbols"),
    Face("WenmingStamp-Bold.ttf", f"{WENKAI}/LXGWWenKai-Bold.ttf", "Wenming Stamp", "Bold", None, "stamp"),
    Face("WenmingFang-Regular.otf", f"{FANDOL}/FandolFang-Regular.otf", "Wenming Fang"),
] + [
    Face(
        f"Wenming{ours}-{style}.ttf",
        f"{LIBERATION}/Liberation{theirs}-{style}.ttf",
        f"Wenming {ours}",
        style,
        None,
        "latin",
    )
    for ours, theirs in (("Grotesk", "Sans"), ("Roman", "Serif"), ("Typewriter", "Mono"))
    for style in ("Regular", "Bold", "Italic", "BoldItalic")
]

LAST = ("NotoSerifSC-Regular.otf", "NotoSerifSC-Rare.otf", "WenmingSymbols-Regular.ttf")

LICENCES = {
    "OFL-Noto.txt": "fonts-noto-cjk/usr/share/doc/fonts-noto-cjk/copyright",
    "OFL-Symbols.txt": "fonts-noto-core/usr/share/doc/fonts-noto-core/copyright",
    "OFL-WenKai.txt": "fonts-lxgw-wenkai/usr/share/doc/fonts-lxgw-wenkai/copyright",
    "OFL-Liberation.txt": "fonts-liberation2/usr/share/doc/fonts-liberation2/copyright",
    "GPL-Fandol.txt": "texlive-lang-chinese/usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz",
    "README-Fandol.txt": "texlive-lang-chinese/usr/share/doc/texlive-doc/fonts/fandol/README",
}


def unpack(debs: Path, into: Path) -> None:
    """Check the digest of every package and unpack it under its own name."""
    for name, digest in PACKAGES.items():
        candidates = sorted(debs.glob(f"{name}_*.deb"))
        if not candidates:
            sys.exit(f"{name}: no package in {debs}; run apt-get download {name} there")
        found = hashlib.sha256(candidates[-1].read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{name}: digest {found} is not the recorded one; review the fonts and update PACKAGES")
        subprocess.run(["dpkg-deb", "-x", str(candidates[-1]), str(into / name)], check=True)


def rename(font: TTFont, face: Face) -> None:
    """Give the subset its own name: reserved names stay with the originals, and a subset must not pass for the whole."""
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    spoken = face.style.replace("BoldItalic", "Bold Italic")
    keep = {0: None, 7: None, 8: None, 9: None, 13: None, 14: None}
    for number in keep:
        keep[number] = font["name"].getDebugName(number)
    font["name"].names = []
    fresh = {
        **{number: text for number, text in keep.items() if text},
        1: face.family,
        2: spoken,
        3: f"wenming;{postscript}",
        4: f"{face.family} {spoken}",
        5: f"Subset of {Path(face.source).stem}",
        6: postscript,
        10: "A subset made for 文明创建工作台; see VENDOR.md beside it for source and licence.",
    }
    for number, text in sorted(fresh.items()):
        font["name"].setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        top = cff.topDictIndex[0]
        top.FullName, top.FamilyName = f"{face.family} {spoken}", face.family
        top.version = "1"


def build(face: Face, root: Path, out: Path) -> None:
    """Make one font file."""
    source = root / face.source
    font = (
        TTFont(source, lazy=True, recalcTimestamp=False)
        if face.index is None
        else TTCollection(source).fonts[face.index]
    )
    font.recalcTimestamp = False
    have = set(font.getBestCmap())
    base = gb2312()
    # Everything a Chinese office may meet in a name or a place, and not the Korean syllables.
    rest = {
        char
        for char in have - base
        if not 0x1100 <= char < 0x1200 and not 0xA960 <= char < 0xD800 and not 0x3130 <= char < 0x3190
    }
    wanted = {
        "gb2312": base,
        "rest": rest | {0x20},
        "latin": latin(),
        "stamp": stamp(),
        "symbols": set(range(0x2190, 0x2C00)),
    }[face.chars] & have
    options = Options()
    options.layout_features = LAYOUT
    options.name_IDs = ["*"]
    options.name_legacy = True
    options.glyph_names = False
    options.notdef_outline = True
    options.hinting = face.chars == "latin"
    small = face.chars in {"latin", "stamp"}
    options.drop_tables += ["DSIG", "BASE", "VORG", "GSUB", "GPOS", "vhea", "vmtx"] if small else ["DSIG"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted))
    subsetter.subset(font)
    rename(font, face)
    font["head"].modified = font["head"].created
    font.save(out / face.file, reorderTables=True)
    print(f"{face.file:32} {len(wanted):6} characters {(out / face.file).stat().st_size / 1e6:6.2f} MB")


def write_coverage(out: Path) -> None:
    """List what the faces at the end of every chain show together, as ranges: read at every start, so it must be quick."""
    shown: set[int] = set()
    for name in LAST:
        with TTFont(out / name, lazy=True) as font:
            shown |= set(font.getBestCmap())
    ranges: list[list[int]] = []
    for code in sorted(shown):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    text = "\n".join(f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges)
    (out / "coverage.txt").write_text(text + "\n", encoding="ascii")


def write_stamp_table(out: Path) -> None:
    """Say of the stamp face what a volume must know: box, ascent, descent; then width and code point (or -) by glyph."""
    with TTFont(out / "WenmingStamp-Bold.ttf", lazy=True) as font:
        scale = 1000 / font["head"].unitsPerEm
        head, hhea = font["head"], font["hhea"]
        figures = (head.xMin, head.yMin, head.xMax, head.yMax, hhea.ascent, hhea.descent)
        codes = {glyph: code for code, glyph in font.getBestCmap().items()}
        rows = [" ".join(str(round(value * scale)) for value in figures)]
        for glyph in font.getGlyphOrder():
            code = f"{codes[glyph]:X}" if glyph in codes else "-"
            rows.append(f"{round(font['hmtx'].metrics[glyph][0] * scale)} {code}")
    (out / "stamp.txt").write_text("\n".join(rows) + "\n", encoding="ascii")


def main() -> None:
    """Build everything, or the files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("debs", type=Path, help="folder with the downloaded .deb files")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", nargs="*", default=[], help="names of font files to make; all if none")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        unpack(options.debs, Path(scratch))
        for name, source in LICENCES.items():
            data = (Path(scratch) / source).read_bytes()
            (options.out / name).write_bytes(gzip.decompress(data) if source.endswith(".gz") else data)
        for face in FACES:
            if not options.only or face.file in options.only:
                build(face, Path(scratch), options.out)
    write_coverage(options.out)
    write_stamp_table(options.out)


if __name__ == "__main__":
    main()
