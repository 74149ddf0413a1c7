"""A command written wrongly is answered in one line that says how to write it."""

from __future__ import annotations

import pytest

from wenming.cli import COMMANDS, dispatch
from wenming.cli.arguments import wrapped
from wenming.cli.terminal import left, width


def said(capsys, *argv: str) -> tuple[int, str, str]:
    try:
        code = dispatch(list(argv))
    except SystemExit as done:
        code = int(done.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    "argv",
    [
        ("nope",), ("criteria",), ("criteria", "nope"), ("unit", "add"), ("serve", "--port", "x"), ("serve", "--nope"),
        ("criteria", "export", "a", "--to", "pdf"), ("criteria", "score"), ("criteria", "parse"), ("criteria", "import"),
        ("evidence", "import"), ("evidence", "check"), ("archive", "bind", "--by", "x"), ("backup",), ("restore",),
        ("demo", "--units", "x"), ("evidence", "import", "/nowhere", "--unit", "a", "--year", "2026"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_on_stderr(capsys, argv):
    code, out, err = said(capsys, *argv)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_the_choices_of_an_option_are_said_in_plain_words(capsys):
    _code, _out, err = said(capsys, "criteria", "export", "a", "--to", "pdf")
    assert err.startswith("--to 不能是 pdf，可用：json、yaml、xlsx、docx。")
    _code, _out, err = said(capsys, "serve", "--port", "x")
    assert "--port 应为整数，现为 x。" in err


def test_without_anything_the_commands_are_listed(capsys):
    code, out, _err = said(capsys)
    assert code == 2
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_explains_itself(capsys, name):
    code, out, err = said(capsys, *name.split(), "--help")
    assert (code, err) == (0, "")
    assert f"wenming {name}" in out
    assert "用法：" in out and "选项" in out
    for english in ("usage:", "options:", "positional arguments", "show this help"):
        assert english not in out
    assert all(width(line) <= 100 for line in out.splitlines())


def test_lines_of_help_are_measured_as_a_terminal_shows_them():
    assert wrapped("单位类型：机关、企业", 10) == ["单位类型：", "机关、企业"]
    assert wrapped("an option that is long", 10) == ["an option", "that is", "long"]
    assert wrapped("", 10) == [""]
    assert wrapped("x" * 30, 10) == ["x" * 30]
    text = "角色：clerk 创建办干事、leader 单位领导、staff 职工，缺省为职工。" * 3
    assert "".join(wrapped(text, 24)).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= 26 for line in wrapped(text, 24))


def test_a_column_is_as_wide_as_asked_whatever_the_words():
    for text in ("", "制度", "有计划有总结", "plan", "有 plan 有总结"):
        assert [width(left(text, columns)) for columns in (1, 5, 8, 13)] == [1, 5, 8, 13]
    assert left("有计划有总结", 8) == "有计划… " and left("制度", 4) == "制度"
