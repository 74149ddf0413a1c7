"""Objects of a foreign file as bytes: what they refer to, how they are written, what their streams hold."""

from __future__ import annotations

import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from wenming.documents.formats.pdfa.writer import name

Key = tuple[int, int]

REF = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]+>|(?<![0-9.#\w])(\d+) (\d+) R\b", re.DOTALL)
FACE_NAME = re.compile(rb"(/(?:BaseFont|FontName) )/([^\s/<>\[\]()]*#[0-9a-fA-F]{2}[^\s/<>\[\]()]*)")
_LENGTH = re.compile(rb"/Length \d+(?: \d+ R)?(?=[\s/>])")
_MOST_CONTENT = 96 * 1024 * 1024  # bytes of one content stream, unpacked


def refs(body: bytes) -> list[Key]:
    return [(int(found[1]), int(found[2])) for found in REF.finditer(body) if found[1] is not None]


def bare(stream: Stream) -> bytes:
    """A stream's dictionary as bytes, without brackets and length."""
    return _LENGTH.sub(b"", stream.stream_dict.unparse()[2:-2], count=1).strip()


def written(thing: Any) -> bytes:
    """An object as bytes; figures, and references that lead nowhere, come as plain Python values."""
    if thing is None:
        return b"null"
    if isinstance(thing, bool):
        return b"true" if thing else b"false"
    return thing.unparse(resolved=True) if hasattr(thing, "unparse") else str(thing).encode()


def face_name(found: re.Match[bytes]) -> bytes:
    """The name of a face as UTF-8 (ISO 19005-2, 6.1.8): old Chinese programs write it in the code of their system."""
    raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda code: bytes([int(code[1], 16)]), found[2])
    try:
        raw.decode("utf-8")
        return found[0]
    except UnicodeDecodeError:
        return found[1] + name(raw.decode("gb18030", "replace"))


def direct(thing: Any) -> bytes:
    """A filter or its parameters, with nothing behind references."""
    if isinstance(thing, Array):
        return b"[" + b" ".join(direct(each) for each in thing) + b"]"
    if isinstance(thing, Dictionary):
        return b"<<" + b" ".join(key.encode() + b" " + direct(value) for key, value in thing.items()) + b">>"
    return written(thing)


def unpacked(stream: Stream) -> bytes | None:
    """The decoded data; None if it is damaged or unpacks to more than a page can hold."""
    filters = stream.get(Name.Filter)
    if filters is None:
        return stream.read_raw_bytes()
    names = [str(each) for each in (filters if isinstance(filters, Array) else [filters])]
    if names == ["/FlateDecode"] and Name.DecodeParms not in stream:
        packed = zlib.decompressobj()
        try:
            data = packed.decompress(stream.read_raw_bytes(), _MOST_CONTENT)
        except (zlib.error, pikepdf.PdfError):
            return None
        return None if packed.unconsumed_tail else data
    if names.count("/FlateDecode") + names.count("/LZWDecode") > 1:
        return None
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return None
