"""``wenming criteria parse`` prints one document, refuses in one line, and starts no framework."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wenming.cli.criteria_parse import run
from wenming.criteria.formats.document import read_document

TABLE = "项目,内容,分值,扣分办法,考评方式\n一、学习,1.有计划,4,缺一项扣1分,查资料\n,2.有记录,6,,查资料\n合计,,12,,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "文明科室标准.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    return path


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_it_prints_one_json_document_with_warnings(table: Path, capfd: pytest.CaptureFixture[str], options: list[str]):
    assert run([str(table), *options]) == 0
    out, err = capfd.readouterr()
    document = json.loads(out)
    read_document(document)
    assert [warning["line"] for warning in document["warnings"]] == [None]
    assert err == ""


def test_warnings_do_not_change_the_exit_code_and_show_in_the_table(table: Path, capfd: pytest.CaptureFixture[str]):
    assert run([str(table), "--table"]) == 0
    out, _err = capfd.readouterr()
    assert "有计划" in out and "需要核对 1 处" in out and "总分 12" in out


def test_sources_are_given_when_asked_for(table: Path, capfd: pytest.CaptureFixture[str]):
    assert run([str(table), "--sources"]) == 0
    line = json.loads(capfd.readouterr().out)["lines"][0]
    assert line["source"] == {"table": 1, "row": 2, "cells": ["一、学习"]}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(["没有这个文件.xlsx"], "找不到"), (["."], "文件夹"), ([], "命令写法"), (["a.csv", "--nonsense"], "命令写法")],
)
def test_bad_usage_is_refused_in_one_line(arguments: list[str], word: str, capfd: pytest.CaptureFixture[str]):
    assert run(arguments) == 2
    out, err = capfd.readouterr()
    assert out == "" and word in err and err.count("\n") == 1


def test_a_file_without_a_table_is_refused_in_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    path = tmp_path / "通知.txt"
    path.write_text("各单位：请做好工作。")
    assert run([str(path)]) == 2
    out, err = capfd.readouterr()
    assert out == "" and "没有找到测评表" in err and err.count("\n") == 1


def test_the_command_imports_neither_django_nor_what_other_formats_need(table: Path):
    script = (
        "import sys; from wenming.cli.criteria_parse import run; code = run([sys.argv[1]]);"
        "heavy = {'django', 'docx', 'pdfplumber', 'pypdfium2', 'numpy', 'PIL', 'markdown_it'} & set(sys.modules);"
        "sys.exit(f'{code} {sorted(heavy)}' if heavy or code else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(table)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
