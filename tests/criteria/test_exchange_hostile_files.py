"""Files that are not ours are left alone; files that would hurt us are refused in words."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from tests.criteria.exchange_documents import small
from wenming.criteria.formats.exchange import ExchangeRefused, export, read_exchange
from wenming.criteria.rules.errors import BadDocument
from wenming.kernel.errors import Refusal


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """Return a zip with every part passed through ``change``; None leaves a part out."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return into.getvalue()


def foreign_workbook() -> bytes:
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into)
    sheet = book.add_worksheet("测评条目")
    for at, word in enumerate(("编号", "题目", "分值")):
        sheet.write(0, at, word)
    book.close()
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "x.xlsx"),
        (b"", "x.csv"),
        (b"PK\x03\x04 broken", "x.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "x.xlsx"),
        ("编号,题目\n1,甲".encode(), "x.csv"),
        ("编号,题目\n1,甲".encode("gb18030"), "x.csv"),
        ("# 测评表\n\n| 编号 |".encode(), "x.md"),
        (b"<table><tr><td>1</td></tr></table>", "x.html"),
        (b"%PDF-1.7", "x.pdf"),
        (foreign_workbook(), "x.xlsx"),
    ],
)
def test_what_is_not_ours_is_left_to_the_table_reader(content: bytes, name: str) -> None:
    assert read_exchange(content, name) is None


def test_a_word_file_without_our_data_is_left_to_the_table_reader() -> None:
    content = repacked(export(small(), "docx"), lambda name, part: None if name.startswith("customXml") else part)
    assert read_exchange(content, "x.docx") is None


def test_a_workbook_with_only_a_sheet_of_that_name_is_not_ours() -> None:
    book = openpyxl.Workbook()
    book.active.title = "总则"
    book.create_sheet("测评条目")
    into = io.BytesIO()
    book.save(into)
    with pytest.raises(ExchangeRefused, match="负面清单"):
        read_exchange(into.getvalue(), "x.xlsx")
    book.create_sheet("负面清单")
    into = io.BytesIO()
    book.save(into)
    assert read_exchange(into.getvalue(), "x.xlsx") is None


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_bomb_is_refused(form: str) -> None:
    target = {"xlsx": "xl/styles.xml", "docx": "word/document.xml"}[form]
    content = repacked(
        export(small(), form), lambda name, part: b"<a>" + b" " * 120_000_000 + b"</a>" if name == target else part
    )
    assert len(content) < 1_000_000
    with pytest.raises(ExchangeRefused, match="解压后过大"):
        read_exchange(content, f"x.{form}")


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_bomb_that_lies_about_its_size_is_not_unpacked(form: str) -> None:
    target = {"xlsx": "xl/styles.xml", "docx": "word/styles.xml"}[form]
    content = bytearray(
        repacked(export(small(), form), lambda name, part: b" " * 120_000_000 if name == target else part)
    )
    real = (120_000_000).to_bytes(4, "little")
    while (at := content.find(real)) != -1:
        content[at : at + 4] = (1000).to_bytes(4, "little")
    assert read_exchange(bytes(content), f"x.{form}") is None


def test_thousands_of_parts_are_refused() -> None:
    more = {f"x/{number}.xml": b"" for number in range(2100)}
    with pytest.raises(ExchangeRefused):
        read_exchange(repacked(export(small(), "xlsx"), lambda name, part: part, more), "x.xlsx")


def test_a_cell_at_the_far_corner_is_refused_before_room_is_made_for_it() -> None:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        return part.replace(b"</sheetData>", far)

    with pytest.raises(ExchangeRefused, match="1048576"):
        read_exchange(repacked(export(small(), "xlsx"), change), "x.xlsx")


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_damaged_xml_is_left_to_the_table_reader(form: str) -> None:
    content = repacked(
        export(small(), form),
        lambda name, part: (
            part[: len(part) // 2] if name in ("word/document.xml", "xl/worksheets/sheet1.xml") else part
        ),
    )
    assert read_exchange(content, f"x.{form}") is None


def test_entities_are_not_unfolded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 1000 + b'">]><a>' + b"&b;" * 1000 + b"</a>"

    def change(name: str, part: bytes) -> bytes:
        return bomb if name == "word/document.xml" else part

    assert read_exchange(repacked(export(small(), "docx"), change), "x.docx") is None


def carried(document: dict[str, object], **attributes: str) -> bytes:
    packed = zlib.compress(json.dumps({"document": document, "lines": [], "negative": []}).encode())
    values = {"format": "wenming-criteria/1", "data": "sha256:" + hashlib.sha256(packed).hexdigest()} | attributes
    names = " ".join(f'{name}="{value}"' for name, value in values.items())
    return (
        f'<criteria xmlns="urn:wenming:criteria-export:1" {names}><piece>'
        f"{base64.b64encode(packed).decode()}</piece></criteria>"
    ).encode()


def test_data_inside_a_paper_that_was_tampered_with_is_not_believed() -> None:
    def change(name: str, part: bytes) -> bytes:
        return carried({"format": "x"}, data="sha256:0") if name == "customXml/item1.xml" else part

    assert read_exchange(repacked(export(small(), "docx"), change), "x.docx") is None


def test_a_paper_of_another_version_is_refused() -> None:
    def change(name: str, part: bytes) -> bytes:
        return carried({}, format="wenming-criteria/2") if name == "customXml/item1.xml" else part

    with pytest.raises(ExchangeRefused, match="wenming-criteria/2"):
        read_exchange(repacked(export(small(), "docx"), change), "x.docx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'{"format": "wenming-criteria/2"}', "x.json"),
        (b'{"format": "wenming-criteria/1", "lines": [', "x.json"),
        (b'{"format": "something/1"}', "x.json"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "x.json"),
        (b"format: wenming-criteria/2", "x.yaml"),
        (b"format: wenming-criteria/1\nlines: &a [*a]", "x.yaml"),
        (b"format: wenming-criteria/1\nlines: " + b"[" * 100_000, "x.yaml"),
        (b"format: wenming-criteria/1\nlines: !!python/object/apply:os.system [x]", "x.yaml"),
        (b"format: wenming-criteria/1\nname: a\nname: b", "x.yaml"),
        (b"format: wenming-criteria/1\n---\nformat: wenming-criteria/1", "x.yaml"),
        (b"format: wenming-criteria/1\n? [a]\n: b", "x.yaml"),
        (b"just words", "x.yaml"),
    ],
)
def test_bad_json_and_yaml_are_refused_in_words(content: bytes, name: str) -> None:
    with pytest.raises(BadDocument):
        read_exchange(content, name)


def test_numbers_that_someone_typed_without_quotes_keep_their_digits() -> None:
    text = "format: wenming-criteria/1\nbase_total: 100\nyear: 2026\nlines:\n- {code: 1.10, points: 0.30, x: 1.5}\n"
    document = read_exchange(text.encode(), "x.yaml")
    assert document is not None
    (only,) = document.lines
    assert (only.code, str(only.points), only.extra, document.year) == ("1.10", "0.30", {"x": 1.5}, 2026)


def test_a_file_larger_than_any_export_is_left_to_the_table_reader() -> None:
    picture = {"xl/media/image1.bmp": bytes(range(256)) * 140_000}
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as bag:
        for name, part in picture.items():
            bag.writestr(name, part)
    assert len(into.getvalue()) > 32 * 1024 * 1024
    assert read_exchange(into.getvalue(), "x.xlsx") is None
    assert read_exchange(b"{" + b" " * (33 * 1024 * 1024), "x.json") is None


def test_a_path_that_is_not_there_is_refused(tmp_path: object) -> None:
    with pytest.raises(Refusal):
        read_exchange(tmp_path / "nothing.xlsx")  # type: ignore[operator]


def test_broken_characters_are_refused_on_the_way_out() -> None:
    from wenming.criteria.formats.document import read_document

    document = read_document({"format": "wenming-criteria/1", "x": "\ud800"})
    for form in ("json", "yaml"):
        with pytest.raises(ExchangeRefused):
            export(document, form)
    for form in ("xlsx", "docx"):
        assert read_exchange(export(document, form), f"x.{form}") == document
