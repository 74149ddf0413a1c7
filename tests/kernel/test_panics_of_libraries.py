"""A panic inside a library written in Rust ends no worker: wherever workbooks are read it becomes a refusal."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from wenming.criteria.formats.exchange.problems import ExchangeRefused
from wenming.criteria.formats.tables import Unreadable, parse
from wenming.criteria.formats.workbook import reading
from wenming.evidence.formats.booklet.render_sheet import render_sheet
from wenming.evidence.formats.booklet.rendition import CannotRender
from wenming.kernel.panics import Panicked, calm


class PanicException(BaseException):
    """What pyo3 raises: no Exception, and of a class that cannot be imported."""


@pytest.fixture
def panicking(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A sound workbook, and a reader that panics on it."""

    def panic(_source: object) -> None:
        raise PanicException("index out of bounds")

    doors = dict.fromkeys(("from_object", "from_filelike", "from_path"), staticmethod(panic))
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("CalamineWorkbook", (), doors))
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["项目", "内容", "分值"])
    book.save(out)
    return out.getvalue()


def test_the_table_reader_refuses_in_words(panicking: bytes):
    with pytest.raises(Unreadable, match="已损坏"):
        parse(panicking, "测评表.xlsx")


def test_the_reader_of_our_own_workbooks_refuses_in_words(panicking: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "_is_ours", lambda _container: True)
    with pytest.raises(ExchangeRefused, match="已损坏"):
        reading.read_xlsx(panicking)


def test_a_booklet_leaves_the_file_out(panicking: bytes, tmp_path: Path):
    path = tmp_path / "统计.xlsx"
    path.write_bytes(panicking)
    with pytest.raises(CannotRender):
        render_sheet(path)


def test_other_ends_of_a_program_pass_through():
    with pytest.raises(KeyboardInterrupt), calm():
        raise KeyboardInterrupt
    with pytest.raises(Panicked), calm():
        raise PanicException("left == right")
