"""``wenming deploy parse``: one document on stdout, refusals on one line, and no database."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from wenming.cli import dispatch

SPEECH = "在推进会上的讲话\n同志们：\n一要迅速传达。各部门要于10月10日前将落实情况以书面形式报市文明办。\n二要抓好整改。工会务必于9月31日前完成整改。\n"


@pytest.fixture
def speech(tmp_path):
    path = tmp_path / "讲话.txt"
    path.write_text(SPEECH, encoding="utf-8")
    return path


def run(capsys, *argv) -> tuple[int, str, str]:
    code = dispatch(["deploy", "parse", *map(str, argv)])
    got = capsys.readouterr()
    return code, got.out, got.err


def test_it_prints_one_document_of_the_format(speech, capsys):
    code, out, err = run(capsys, speech, "--year", 2026)
    document = json.loads(out)
    assert (code, err, document["format"]) == (0, "", "wenming-deployment/1")
    assert document["title"] == "在推进会上的讲话"
    task = document["tasks"][0]
    assert task == {
        "n": 1,
        "action": "将落实情况以书面形式报市文明办",
        "text": "各部门要于10月10日前将落实情况以书面形式报市文明办",
        "paragraph": 3,
        "owners": ["各部门"],
        "supporting": [],
        "leaders": [],
        "due": "2026-10-10",
        "due_text": "10月10日前",
        "due_kind": "date",
        "from": None,
        "every": None,
        "deliverable": "落实情况（书面）",
        "deliver_to": "市文明办",
        "heading": "一要迅速传达",
        "stage": None,
    }


def test_a_day_no_calendar_has_stays_empty_and_is_named(speech, capsys):
    document = json.loads(run(capsys, speech, "--year", 2026)[1])
    task = document["tasks"][1]
    assert (task["due"], task["due_text"], task["due_kind"]) == (None, "9月31日前", "date")
    assert [(one["paragraph"], "9月31日前" in one["message"]) for one in document["warnings"]] == [(4, True)]


def test_without_any_year_the_days_stay_empty_and_the_reader_is_asked_for_it(speech, capsys):
    document = json.loads(run(capsys, speech)[1])
    assert [task["due"] for task in document["tasks"]] == [None, None]
    assert "--year" in document["warnings"][0]["message"]


def test_the_number_of_the_paper_gives_its_year_where_nothing_else_does(tmp_path, capsys):
    path = tmp_path / "通知.txt"
    path.write_text(
        "关于报送名单的通知\n云文明办〔2026〕3号\n各单位：\n请各单位于4月15日前报送名单。\n", encoding="utf-8"
    )
    document = json.loads(run(capsys, path)[1])
    assert document["tasks"][0]["due"] == "2026-04-15"
    assert "2026" in document["warnings"][0]["message"]


def test_a_speech_without_a_task_says_so(tmp_path, capsys):
    path = tmp_path / "致辞.txt"
    path.write_text("在授牌仪式上的致辞\n各位来宾：\n荣誉属于过去，奋斗成就未来。\n", encoding="utf-8")
    code, out, _err = run(capsys, path, "--year", 2026)
    document = json.loads(out)
    assert (code, document["tasks"]) == (0, [])
    assert len(document["warnings"]) == 1


def test_a_list_for_people(speech, capsys):
    code, out, _err = run(capsys, speech, "--year", 2026, "--table")
    assert code == 0
    assert "2026-10-10" in out and "各部门" in out and "请核对" in out


@pytest.mark.parametrize("name", ["没有.txt", "."])
def test_what_cannot_be_opened_is_refused_on_one_line(tmp_path, capsys, name):
    code, out, err = run(capsys, tmp_path / name)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and "Traceback" not in err


def test_a_year_out_of_range_is_refused(speech, capsys):
    code, _out, err = run(capsys, speech, "--year", 12)
    assert code == 2 and "--year" in err


def test_it_starts_without_django_and_without_the_reader_of_criteria(speech):
    code = (
        "import sys\nfrom wenming.cli import dispatch\n"
        f"assert dispatch(['deploy', 'parse', {str(speech)!r}, '--year', '2026']) == 0\n"
        "heavy = {'django', 'pypdfium2', 'lxml', 'wenming.criteria.formats.tables.proposal'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
