"""Make small files of every kind that the evidence hall meets. Everything in them is invented."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import xlsxwriter
from docx import Document
from PIL import Image

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def picture(width: int = 640, height: int = 480, *, seed: int = 1) -> Image.Image:
    """A picture with enough in it that cutting its file hurts."""
    rng = np.random.default_rng(seed)
    grain = rng.integers(0, 255, (max(1, height // 8), max(1, width // 8), 3), dtype=np.uint8)
    return Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC)


def jpeg(
    path: Path,
    *,
    size: tuple[int, int] = (640, 480),
    taken: str = "",
    zone: str = "",
    subsec: str = "",
    orientation: int = 1,
    place: tuple[Any, ...] | None = None,
    seed: int = 1,
) -> Path:
    """A JPEG with EXIF. ``taken`` is written as it is, lies included; ``place`` is (ref, dms, ref, dms)."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Example", "M1", orientation
    inner = exif.get_ifd(0x8769)
    if taken:
        inner[0x9003] = taken
    if zone:
        inner[0x9011] = zone
    if subsec:
        inner[0x9291] = subsec
    if place:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = place
    picture(*size, seed=seed).save(path, "JPEG", quality=88, exif=exif)
    return path


def docx(path: Path, *paragraphs: str, author: str = "王干事") -> Path:
    """A Word document."""
    document = Document()
    for paragraph in paragraphs or ("志愿服务工作情况说明。",):
        document.add_paragraph(paragraph)
    document.core_properties.author = author
    document.core_properties.created = datetime(2025, 2, 10, 9, 30)
    document.save(str(path))
    return path


def xlsx(path: Path, rows: list[list[Any]] | None = None, *, sheet: str = "统计") -> Path:
    """A workbook of one sheet."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for y, row in enumerate(rows or [["姓名", "时长"], ["李某", 12]]):
        for x, value in enumerate(row):
            if isinstance(value, datetime):
                page.write_datetime(y, x, value, day)
            else:
                page.write(y, x, value)
    book.close()
    return path


def package(path: Path, parts: dict[str, str | bytes], *, main: str = WORD_MAIN, extra_types: str = "") -> Path:
    """An Office package written by hand, so that any part can be hostile."""
    part = "word/document.xml" if "word" in main else "xl/workbook.xml"
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="{main}"/>'
        f"{extra_types}</Types>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", types)
        if "word/document.xml" not in parts and "word" in main:
            out.writestr("word/document.xml", word_body("正文。"))
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def word_body(text: str = "", *, inside: str = "") -> str:
    """The main part of a Word document with one paragraph."""
    return f"<w:document {_W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r>{inside}</w:p></w:body></w:document>"


def relations(*entries: tuple[str, str]) -> str:
    """External relations of a part: (kind, target)."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{base}{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(entries, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def pdf(path: Path, *, text: str = "Volunteer service 2025", pages: int = 1, **info: str) -> Path:
    """A PDF with a text layer."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = f"{text} page {number}" if text else ""
        page.Contents = document.make_stream(f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET".encode())
    for key, value in info.items():
        document.docinfo[f"/{key}"] = value
    document.save(path)
    return path


def windows_program() -> bytes:
    """The first bytes of a Windows program."""
    head = bytearray(512)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 60, 128)
    head[128:132] = b"PE\x00\x00"
    return bytes(head)


def wav(path: Path, seconds: float = 0.5) -> Path:
    """A short silence."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\x00\x00" * int(8000 * seconds))
    return path


def box(name: bytes, body: bytes) -> bytes:
    """One box of an MP4."""
    return struct.pack(">I4s", 8 + len(body), name) + body


def mp4(path: Path, *, made: int = 3_824_000_000, seconds: int = 9, handler: bytes = b"vide") -> Path:
    """A tiny MP4: headers that hold together. ``made`` counts seconds from 1904."""
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, made, made, 1000, seconds * 1000) + bytes(80))
    hdlr = box(b"hdlr", struct.pack(">II4s", 0, 0, handler) + bytes(12))
    path.write_bytes(
        box(b"ftyp", b"isom\x00\x00\x02\x00isommp41") + box(b"moov", mvhd + hdlr) + box(b"mdat", bytes(64))
    )
    return path


def mp3(path: Path, frames: int = 6) -> Path:
    """Frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz: 417 bytes each."""
    path.write_bytes((b"\xff\xfb\x90\x00" + bytes(413)) * frames)
    return path


def bomb(path: Path, *, megabytes: int = 64) -> Path:
    """A zip that unpacks into far more than it weighs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out, out.open("数据.txt", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1024 * 1024))
    return path


def huge_png(path: Path, width: int = 46_341, height: int = 46_341) -> Path:
    """A PNG whose header claims two gigapixels."""
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    return path


def compound(path: Path, streams: dict[str, bytes], *, storages: tuple[str, ...] = ()) -> Path:
    """An OLE compound file (version 3, every stream in whole sectors)."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    body, fat, entries = bytearray(), [], []

    def add(data: bytes) -> int:
        start = len(body) // sector
        padded = data + bytes(-len(data) % sector)
        count = len(padded) // sector
        fat.extend([*range(start + 1, start + count), end])
        body.extend(padded)
        return start

    for name, data in streams.items():
        padded = data.ljust(4096, b"\x00")  # below this size the format wants its small-sector stream
        entries.append((name, 2, add(padded), len(padded)))
    entries += [(name, 1, end, 0) for name in storages]
    directory = bytearray()
    for name, kind, start, size in [("Root Entry", 5, end, 0), *entries]:
        raw = name.encode("utf-16-le")
        entry = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        entry += struct.pack("<III", free, free, 1 if kind == 5 else free) + bytes(36)
        directory += entry + struct.pack("<IQ", start, size)
    directory += bytes(-len(directory) % sector)
    directory_start = add(bytes(directory))
    count = len(fat) + 1
    while len(fat) + -(-count // 128) > count:
        count += 1
    tables = -(-(len(fat) + 1) // 128)
    fat_start = len(body) // sector
    fat += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * sector, b"\xff")
    body.extend(table)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory_start, 0, 4096, end, 0, end, 0)
    places = [fat_start + n for n in range(tables)]
    header += struct.pack("<109I", *places, *([free] * (109 - len(places))))
    path.write_bytes(header + bytes(body))
    return path


def doc(
    path: Path, main: str = "志愿服务管理办法\r第一条 为规范管理。\r", beside: str = "", *, flags: int = 0x0200
) -> Path:
    """A Word 97 document: one Unicode piece, its table in the stream 1Table."""
    text = (main + beside).encode("utf-16-le")
    head = bytearray(0x400)
    head[:2] = b"\xec\xa5"
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<I", head, 0x4C, len(main))
    pieces = struct.pack("<II", 0, len(main + beside)) + struct.pack("<HIH", 0, 0x400, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, 0x1A2, 0, len(clx))
    return compound(path, {"WordDocument": bytes(head) + text, "1Table": clx})


def xls_records(*records: tuple[int, bytes]) -> bytes:
    """The beginning of a workbook stream: BOF, the given records, EOF."""
    begin = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in (begin, *records, (0x0A, b"")))


def summary(properties: dict[int, tuple[int, Any]]) -> bytes:
    """A summary property set: {number: (type, value)}."""
    body, places = b"", []
    start = 8 + 8 * len(properties)
    for number, (kind, value) in properties.items():
        places.append((number, start + len(body)))
        if kind == 30:
            raw = value.encode("gb18030") + b"\x00"
            data = struct.pack("<II", kind, len(raw)) + raw
        elif kind == 64:
            data = struct.pack("<IQ", kind, value)
        else:
            data = struct.pack("<Ii", kind, value)
        body += data + bytes(-len(data) % 4)
    section = struct.pack("<II", start + len(body), len(places))
    section += b"".join(struct.pack("<II", *place) for place in places) + body
    return struct.pack("<HHI16sI", 0xFFFE, 0, 2, bytes(16), 1) + bytes(16) + struct.pack("<I", 48) + section


def ooxml_with_image(path: Path) -> Path:
    """A Word document with a picture in it."""
    stream = io.BytesIO()
    picture(200, 150).save(stream, "PNG")
    stream.seek(0)
    document = Document()
    document.add_paragraph("活动照片")
    document.add_picture(stream)
    document.save(str(path))
    return path
