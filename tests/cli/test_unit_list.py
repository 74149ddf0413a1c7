"""``wenming unit list`` says which units there are, and a wrong unit code is answered with those that would do."""

from __future__ import annotations

import json

import pytest

from wenming.cli import dispatch

pytestmark = pytest.mark.django_db


def add(*codes: str) -> None:
    for code in codes:
        assert dispatch(["unit", "add", code, "--name", f"云溪市{code}"]) == 0


def test_without_units_the_list_says_how_to_make_one(capsys):
    assert dispatch(["unit", "list"]) == 0
    assert "wenming unit add" in capsys.readouterr().out
    assert dispatch(["unit", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"units": []}


def test_units_are_listed_with_code_name_kind_and_authority(capsys):
    dispatch(["unit", "add", "wmb", "--name", "云溪市文明办", "--kind", "主管部门"])
    dispatch(["unit", "add", "园林", "--name", "云溪市园林局", "--under", "wmb"])
    capsys.readouterr()
    assert dispatch(["unit", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["wmb", "云溪市文明办", "主管部门", "—"],
        ["园林", "云溪市园林局", "机关", "wmb"],
    ]
    assert dispatch(["unit", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["units"][1] == {
        "code": "园林", "name": "云溪市园林局", "kind": "机关", "under": "wmb", "line_under": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "argv",
    [
        ["evidence", "check", "--unit", "nope", "--year", "2026"],
        ["unit", "add", "x", "--name", "x", "--under", "nope"],
        ["criteria", "export", "x", "--to", "json", "--unit", "nope"],
    ],
)
def test_an_unknown_unit_is_answered_with_five_that_there_are_and_the_list(capsys, argv):
    add("a", "b", "c", "d", "e", "f")
    capsys.readouterr()
    assert dispatch(argv) == 2
    err = capsys.readouterr().err
    assert "现有单位：a、b、c、d、e…" in err and "wenming unit list" in err
    assert len(err.strip().splitlines()) == 1


def test_where_there_is_no_unit_yet_the_refusal_says_how_to_make_it(capsys):
    assert dispatch(["unit", "add", "x", "--name", "x", "--under", "nope"]) == 2
    assert "wenming unit add nope" in capsys.readouterr().err
