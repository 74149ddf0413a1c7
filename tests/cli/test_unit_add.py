"""``wenming unit add`` makes a unit and, if asked, the first account, through which all others are opened."""

from __future__ import annotations

import json

import pytest

from wenming.accounts.models import User
from wenming.cli import dispatch
from wenming.organisations.models import Membership, Organisation

pytestmark = pytest.mark.django_db


def test_a_unit_stands_under_its_authority(capsys):
    assert dispatch(["unit", "add", "wmb", "--name", "云溪市文明办", "--kind", "主管部门"]) == 0
    assert dispatch(["unit", "add", "parks", "--name", "云溪市园林局", "--under", "wmb"]) == 0
    parks, above = Organisation.objects.get(code="parks"), Organisation.objects.get(code="wmb")
    assert parks.territory_path == f"/{above.pk}/{parks.pk}/"


def test_the_first_clerk_can_sign_in_with_the_password_shown_once(capsys, client):
    argv = ["unit", "add", "parks", "--name", "云溪市园林局", "--clerk", "王干事", "--username", "wang", "--json"]
    assert dispatch(argv) == 0
    shown = json.loads(capsys.readouterr().out)
    assert User.objects.get(username="wang").check_password(shown["password"])
    assert [one.role for one in Membership.objects.all()] == ["clerk"]


@pytest.mark.parametrize(
    "argv",
    [
        ("unit", "add", "parks", "--name", "又一个"),
        ("unit", "add", "x", "--name", "x", "--kind", "衙门"),
        ("unit", "add", "x", "--name", "x", "--under", "nowhere"),
        ("unit", "add", "x", "--name", "x", "--clerk", "王"),
        ("unit", "add", "x", "--name", "x", "--clerk", "王", "--username", "taken"),
        ("unit", "add", "", "--name", "x"),
        ("unit", "add", "x", "--name", ""),
        ("unit", "add", "x" * 65, "--name", "x"),
        *(
            ("unit", "add", code, "--name", "x")
            for code in ("a/b", "../x", "..", "🎉", "a b", ".a", "a-", "a\\b", "a\x00b", "＜b＞")
        ),
    ],
)
def test_a_bad_unit_is_refused_in_one_line_and_nothing_is_made(capsys, argv):
    dispatch(["unit", "add", "parks", "--name", "云溪市园林局", "--clerk", "甲", "--username", "taken"])
    capsys.readouterr()
    assert dispatch(list(argv)) == 2
    out, err = capsys.readouterr()
    assert (out, len(err.strip().splitlines())) == ("", 1)
    assert Organisation.objects.count() == 1
    assert User.objects.count() == 1


def test_codes_of_any_script_are_taken(capsys):
    for code in ("parks", "云溪-园林局", "YX_0194.2", "9", "x" * 64):
        assert dispatch(["unit", "add", code, "--name", "云溪市园林局"]) == 0
    assert Organisation.objects.count() == 5


def test_a_refusal_says_what_may_be_written_instead(capsys):
    dispatch(["unit", "add", "parks", "--name", "云溪市园林局"])
    capsys.readouterr()
    for argv, word in (
        (["parks"], "“parks”已有单位在用"),
        (["a/b"], "只用汉字、字母、数字和 - _ ."),
        (["x", "--kind", "衙门"], "机关、事业单位、企业、学校"),
        (["x" * 65], "最多 64 个"),
    ):
        assert dispatch(["unit", "add", *argv, "--name", "x"]) == 2
        assert word in capsys.readouterr().err
