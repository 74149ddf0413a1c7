"""``wenming criteria score``: the table, the JSON, exit codes, refusals in one line, no framework, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.criteria.scoring_helpers import answers, document, leaf, parent
from wenming.cli.criteria_score import run

DOC = document(
    parent("I", leaf("1", "3", {"kind": "deduct", "per": [{"what": "缺一次", "points": "1"}]}), leaf("2"), points="7"),
    name="某市文明单位测评细则",
    pass_mark="5",
    negative=[{"code": "N", "title": "安全事故", "effect": {"kind": "deduct", "points": "0.5"}}],
)
ANSWERS = answers({"1": {"occurrences": [1]}, "2": {"score": "4"}}, events=[{"item": "N", "date": "2026-01-01"}])


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    made = {"doc": DOC, "answers": ANSWERS}
    for name, data in made.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return {name: str(tmp_path / f"{name}.json") for name in made} | {"home": str(tmp_path)}


def test_the_table_is_for_people(files: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run([files["doc"], files["answers"]]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith("某市文明单位测评细则\n总分 5.5（可得 7）：基本分 6，加分 0，扣减 0.5。\n达到合格分。\n")
    assert "扣分 · N 安全事故（1 件，扣 0.5 分）。" in out
    assert "满分 3.00 分；缺 1 次，扣 1.00 分；共扣 1.00 分，得 2.00 分。" in out


def test_json_is_one_document_and_nothing_else(files: dict[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run([files["doc"], files["answers"], "--json"]) == 0
    out, err = capfd.readouterr()
    sheet = json.loads(out)
    assert err == "" and sheet["format"] == "wenming-score/1"
    assert (sheet["total"], sheet["passed"], len(sheet["lines"])) == ("5.5", True, 3)
    assert set(sheet) >= {"base", "bonus", "deductions", "possible", "blocked", "effects", "by_method"}


def test_a_failed_sheet_is_done_all_the_same(files: dict[str, str], tmp_path: Path) -> None:
    low = tmp_path / "low.json"
    low.write_text(json.dumps(answers({})))
    assert run([files["doc"], str(low)]) == 0


def write(path: Path, content: Any) -> str:
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


BAD: list[Any] = [
    b"",
    b"\xef\xbb\xbf",
    b"no json",
    bytes(range(256)),
    b"[" * 100_000,
    '{"名": 1}'.encode("gb18030"),
    b"\xff\xfe{\x00}\x00",
    {},
    [],
    {"format": "wenming-criteria/7"},
]


@pytest.mark.parametrize("content", BAD)
@pytest.mark.parametrize("place", ["doc", "answers"])
def test_a_bad_file_is_refused_in_one_line(
    content: Any, place: str, files: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = {**files, place: write(tmp_path / "bad.json", content)}
    assert run([bad["doc"], bad["answers"], "--json"]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err


@pytest.mark.parametrize("place", ["doc", "answers"])
def test_what_is_no_file_is_refused_in_one_line(
    place: str, files: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in (str(tmp_path), str(tmp_path / "missing.json"), str(tmp_path / "a\nb.json"), "\0"):
        where = {**files, place: path}
        assert run([where["doc"], where["answers"]]) == 2
        out, err = capfd.readouterr()
        assert out == "" and err.count("\n") == 1


@pytest.mark.parametrize("argv", [[], ["only-one"], ["a", "b", "--bogus"], ["--json"]])
def test_a_wrong_command_line_is_refused_in_one_line_that_shows_the_right_one(
    argv: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(argv) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and "wenming criteria score CRITERIA ANSWERS" in err


def test_help_is_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "CRITERIA" in capfd.readouterr().out


def test_the_refusal_names_the_line(files: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    wrong = write(tmp_path / "wrong.json", answers({"1": {"occurrences": [1, 2]}}))
    assert run([files["doc"], wrong]) == 2
    assert "指标 1" in capfd.readouterr().err


def test_one_file_of_answers_per_year(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    years = {"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "3"}
    doc = write(tmp_path / "doc.json", document(leaf("1"), years=years))
    given = [
        write(tmp_path / f"{year}.json", answers({"1": {"score": score}}, year=year))
        for year, score in ((2025, "2"), (2026, "4"))
    ]
    assert run([doc, *given, "--json"]) == 0
    sheet = json.loads(capfd.readouterr().out)
    assert (sheet["years"], sheet["total"], sheet["passed"]) == ({"2025": "2", "2026": "4"}, "3.2", True)
    assert run([doc, *given]) == 0
    assert "2025 年：2 分。" in capfd.readouterr().out
    assert run([doc, given[0]]) == 2
    assert "2026" in capfd.readouterr().err
    assert run([doc, given[0], write(tmp_path / "bad.json", {})]) == 2
    assert "bad.json" in capfd.readouterr().err


def test_signs_that_steer_a_terminal_are_not_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    doc = write(
        tmp_path / "doc.json", document({"code": "1\x1b[31m", "title": "一\n二\u202e", "points": "1"}, name="\x07名")
    )
    assert run([doc, write(tmp_path / "a.json", answers({}))]) == 0
    out = capfd.readouterr().out
    assert "\x1b" not in out and "\x07" not in out and "\u202e" not in out


def test_the_command_starts_no_framework_and_prints_where_the_terminal_knows_no_chinese(files: dict[str, str]) -> None:
    code = (
        "import sys; from wenming.cli.criteria_score import run; code = run(sys.argv[1:]); "
        "heavy = {'django', 'yaml', 'numpy', 'lxml'} & set(sys.modules); sys.exit(9 if heavy else code)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    command = [sys.executable, "-c", code, files["doc"], files["answers"]]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "总分 5.5" in done.stdout.decode("utf-8")
    done = subprocess.run([*command, "--json"], env=environment, capture_output=True, check=False)
    assert json.loads(done.stdout.decode("utf-8"))["total"] == "5.5"
    done = subprocess.run([*command, "third.json"], env=environment, capture_output=True, check=False)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_sees_no_traceback(files: dict[str, str]) -> None:
    code = "import sys; from wenming.cli.criteria_score import run; sys.exit(run(sys.argv[1:]))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code, files["doc"], files["answers"]],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
