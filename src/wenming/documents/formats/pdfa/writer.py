"""The bytes of a PDF file, written once from front to back, so that memory does not grow with the volume.

Objects without a stream are gathered into compressed object streams, cross-references into one stream at the end
(ISO 32000-1, 7.5.7 and 7.5.8). The file's identity is the digest of what is in it: the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_BATCH = 200  # objects in one object stream
_SHARED_LEAST = 2_000  # bytes of a stream for which it is worth looking whether it is in the file already


def name(text: str) -> bytes:
    """A PDF name."""
    return b"/" + b"".join(
        bytes([byte]) if 0x21 <= byte <= 0x7E and byte not in b"()<>[]{}/%#" else b"#%02X" % byte
        for byte in text.encode("utf-8")
    )


def text_string(text: str) -> bytes:
    """A text string: plain where it is ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return b"(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def number(value: float) -> bytes:
    """A number with at most four places, never in scientific notation."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return (text if text not in {"", "-0"} else "0").encode("ascii")


class PdfWriter:
    """A file being written. Numbers of objects are given out in the order they are asked for."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._at = 0
        self._places: list[tuple[int, int, int]] = [(0, 0, 65535)]  # kind, offset or holder, generation or index
        self._batch: list[tuple[int, bytes]] = []
        self._digest = hashlib.md5(usedforsecurity=False)
        self._shared: dict[bytes, int] = {}
        self._write(HEADER)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._at += len(data)

    def reserve(self) -> int:
        """Give out the number of an object that will be written later."""
        self._places.append((0, 0, 0))
        return len(self._places) - 1

    def put(self, body: bytes, obj: int | None = None) -> int:
        """Write an object that is not a stream; its number."""
        obj = self.reserve() if obj is None else obj
        self._batch.append((obj, body))
        if len(self._batch) >= _BATCH:
            self._flush()
        return obj

    def stream(self, head: bytes, data: bytes, obj: int | None = None) -> int:
        """Write a stream; ``head`` is what stands in its dictionary besides the length. Its number."""
        obj = self.reserve() if obj is None else obj
        self._places[obj] = (1, self._at, 0)
        self._write(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (obj, head, len(data)))
        self._write(data)
        self._write(b"\nendstream\nendobj\n")
        return obj

    def shared_stream(self, head: bytes, data: bytes) -> int:
        """Write a stream unless the very same one (refers to nothing else) is in the file already; its number."""
        if len(data) < _SHARED_LEAST:
            return self.stream(head, data)
        key = hashlib.blake2b(data, digest_size=20, key=hashlib.blake2b(head, digest_size=32).digest()).digest()
        if key not in self._shared:
            self._shared[key] = self.stream(head, data)
        return self._shared[key]

    def deflated(self, head: bytes, data: bytes, obj: int | None = None) -> int:
        """Write a stream, compressed; its number."""
        return self.stream(head + b"/Filter/FlateDecode", zlib.compress(data, 6), obj)

    def _flush(self) -> None:
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        offsets, bodies, at = [], [], 0
        for obj, body in batch:
            offsets.append(b"%d %d" % (obj, at))
            bodies.append(body)
            at += len(body) + 1
        first = b" ".join(offsets) + b"\n"
        holder = self.reserve()
        for index, (obj, _body) in enumerate(batch):
            self._places[obj] = (2, holder, index)
        head = b"/Type/ObjStm/N %d/First %d" % (len(batch), len(first))
        self.deflated(head, first + b"\n".join(bodies), holder)

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._at

    def finish(self, root: int, info: int | None = None) -> None:
        """Write the cross-references and close the file's structure (the file itself stays open).

        Raises ValueError if a number was given out and no object written for it.
        """
        self._flush()
        lost = [obj for obj, (kind, _a, _b) in enumerate(self._places) if kind == 0 and obj]
        if lost:
            raise ValueError(f"objects given out but never written: {lost[:5]}")
        at = self._at
        self._places.append((1, at, 0))
        obj = len(self._places) - 1
        rows = b"".join(
            bytes([kind]) + where.to_bytes(5, "big") + index.to_bytes(2, "big") for kind, where, index in self._places
        )
        identity = self._digest.hexdigest().upper().encode("ascii")
        head = b"/Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/ID[<%s><%s>]" % (len(self._places), root, identity, identity)
        if info is not None:
            head += b"/Info %d 0 R" % info
        self.deflated(head, rows, obj)
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)
