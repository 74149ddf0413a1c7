"""The process that draws pages as pictures. One order on standard input, one line of JSON per page on output.

Text whose font is not in the file is drawn with the shipped faces, chosen by the name the file gives: 宋 for SimSun, 黑 for
SimHei, and so on, so that a machine without any Chinese font draws it too.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from wenming.documents.formats.faces import SHIPPED
from wenming.documents.formats.worker import limit_memory

MOST_PIXELS = 40_000_000
QUALITY = 88
_FACES: tuple[tuple[str, str], ...] = (
    (r"fang|仿宋", "WenmingFang-Regular.otf"),
    (r"kai|楷", "WenmingKai-Regular.ttf"),
    (r"hei|黑|gothic|yahei|雅黑|dengxian|等线|pingfang|sans(?!.*serif)", "NotoSansSC-{}.otf"),
)
_LATIN: tuple[tuple[str, str], ...] = (
    (r"courier|mono|consol|typewriter", "WenmingTypewriter-{}.ttf"),
    (r"arial|helvet|verdana|tahoma|calibri|grotesk|liberationsans|dejavusans", "WenmingGrotesk-{}.ttf"),
    (r"times|roman|georgia|cambria|liberationserif", "WenmingRoman-{}.ttf"),
)
_CHINESE_CHARSET = 134


def face_for(name: str, weight: int, italic: bool, charset: int, pitch: int) -> str:
    """The file of the shipped face that stands in for a font the file names without holding it."""
    plain = re.sub(r"[\s_-]", "", name.split("+", 1)[-1]).lower()
    bold = weight >= 600 or "bold" in plain
    for pattern, file in _FACES:
        if re.search(pattern, plain) and (charset == _CHINESE_CHARSET or not re.search(_LATIN[1][0], plain)):
            return file.format("Bold" if bold else "Regular")
    style = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic]
    if charset != _CHINESE_CHARSET:
        for pattern, file in _LATIN:
            if re.search(pattern, plain):
                return file.format(style)
        if pitch & 1 and plain.isascii():
            return f"WenmingTypewriter-{style}.ttf"
    return "NotoSerifSC-Bold.otf" if bold else "NotoSerifSC-Regular.otf"


class _Fonts:
    """Our answer to the drawing library's questions for system fonts; kept alive for as long as the process."""

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}
        self._handles: dict[int, str] = {}
        info = pdfium.FPDF_SYSFONTINFO()
        info.version = 1
        kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        info.Release = kinds["Release"](lambda _this: None)
        info.EnumFonts = kinds["EnumFonts"](lambda _this, _mapper: None)
        info.MapFont = kinds["MapFont"](self._map)
        info.GetFont = kinds["GetFont"](lambda _this, _face: None)
        info.GetFontData = kinds["GetFontData"](self._read)
        info.GetFaceName = kinds["GetFaceName"](lambda _this, _font, _buffer, _size: 0)
        info.GetFontCharset = kinds["GetFontCharset"](lambda _this, _font: _CHINESE_CHARSET)
        info.DeleteFont = kinds["DeleteFont"](lambda _this, _font: None)
        self.info = info

    def install(self) -> None:
        """Take the place of the system's fonts."""
        pdfium.FPDF_SetSystemFontInfo(ctypes.byref(self.info))

    def _map(self, _this: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, _exact: Any) -> int:
        raw = ctypes.string_at(face) if face else b""
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
        file = face_for(name, weight, bool(italic), charset, pitch)
        for handle, known in self._handles.items():
            if known == file:
                return handle
        handle = len(self._handles) + 1
        self._handles[handle] = file
        return handle

    def _read(self, _this: Any, font: Any, table: int, buffer: Any, size: int) -> int:
        file = self._handles.get(int(font or 0))
        if file is None:
            return 0
        if file not in self._data:
            self._data[file] = (SHIPPED / file).read_bytes()
        data = self._data[file]
        if table:
            data = _table(data, table.to_bytes(4, "big"))
        if buffer and size >= len(data) and data:
            ctypes.memmove(buffer, data, len(data))
        return len(data)


def _table(data: bytes, tag: bytes) -> bytes:
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        if data[at : at + 4] == tag:
            offset, length = (
                int.from_bytes(data[at + 8 : at + 12], "big"),
                int.from_bytes(data[at + 12 : at + 16], "big"),
            )
            return data[offset : offset + length]
    return b""


def main() -> None:
    """Draw what the order asks for."""
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    limit_memory(order["memory"])
    fonts = _Fonts()
    fonts.install()
    into = Path(order["into"])
    try:
        document = pypdfium2.PdfDocument(order["path"])
        if document.get_formtype():
            document.init_forms()
        for index in order["pages"]:
            page = document[index]
            wide, high = page.get_size()
            scale = min(order["dpi"] / 72, (MOST_PIXELS / max(wide * high, 1)) ** 0.5)
            picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
            file = into / f"page-{index:05d}.jpg"
            picture.save(file, "JPEG", quality=QUALITY, dpi=(72 * scale, 72 * scale))
            page.close()
            print(json.dumps({"page": index, "file": str(file)}), flush=True)  # noqa: T201 – the answer
    except (pypdfium2.PdfiumError, OSError, MemoryError, ValueError) as problem:
        print(json.dumps({"error": str(problem)}), flush=True)  # noqa: T201 – the answer


if __name__ == "__main__":
    main()
