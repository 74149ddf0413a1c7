"""``wenming criteria import`` and ``export``: into the instance and out of it, whole or not at all."""

from __future__ import annotations

import json

import pytest

from tests.criteria.sets import document, leaf, parent
from wenming.cli import dispatch
from wenming.criteria import selectors
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.models import CriteriaSet, Line

CSV = "项目,测评内容,分值,测评方法\n思想建设,每季度集中学习一次，缺一次扣1分,6,材料审核\n,设立学习园地,4,实地考察\n".encode()


@pytest.fixture
def wenming(capfdbinary):
    """Run a command; (exit code, stdout, stderr)."""

    def run(*argv: object) -> tuple[int, str, str]:
        code = dispatch([str(one) for one in argv])
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8", "replace"), err.decode()

    return run


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: object):
        path = tmp_path / name
        data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        path.write_bytes(data)
        return path

    return write


def test_a_document_is_saved_and_put_into_use(city, wenming, file):
    code, out, err = wenming("criteria", "import", file("doc.json", document()), "--unit", "parks")

    one = CriteriaSet.objects.get()
    assert (code, err) == (0, "") and "已启用" in out and "parks-2026" in out
    assert (one.organisation, one.state, one.origin, one.line_count) == (city.parks, "in_use", "exchange", 6)
    assert Line.objects.filter(criteria_set=one).count() == 6


def test_a_raw_table_goes_through_the_reader(city, wenming, file):
    code, out, _err = wenming("criteria", "import", file("学习.csv", CSV), "--unit", "parks", "--json")

    told = json.loads(out)
    assert code == 0 and told["leaves"] == 2 and told["state"] == "in_use"
    one = CriteriaSet.objects.get()
    assert one.origin == "table" and bytes(one.source_file) == CSV and one.grids and one.sources


def test_without_a_unit_a_set_belongs_to_the_whole_instance(city, wenming, file):
    assert wenming("criteria", "import", file("doc.json", document()))[0] == 0

    assert CriteriaSet.objects.get().organisation is None
    assert [one.code for one in selectors.sets_in_use(city.actor(city.clerk))] == ["parks-2026"]


def test_the_same_content_again_is_said_to_be_there(city, wenming, file):
    path = file("doc.json", document())
    wenming("criteria", "import", path, "--unit", "parks")
    code, out, _err = wenming("criteria", "import", path, "--unit", "parks", "--json")

    assert code == 0 and json.loads(out)["already"] is True
    assert CriteriaSet.objects.count() == 1


def test_a_table_without_a_code_is_recognised_again_too(city, wenming, file):
    path = file("学习.csv", CSV)
    nameless = file("nameless.json", {key: value for key, value in document().items() if key != "code"})
    for one in (path, path, nameless, nameless):
        assert wenming("criteria", "import", one, "--unit", "parks")[0] == 0

    assert CriteriaSet.objects.count() == 2


def test_other_content_under_the_same_code_is_a_new_version(city, wenming, file):
    wenming("criteria", "import", file("a.json", document()), "--unit", "parks")
    wenming("criteria", "import", file("b.json", document(leaf("1", "10"))), "--unit", "parks")

    assert list(CriteriaSet.objects.order_by("version").values_list("version", "state")) == [
        (1, "retired"),
        (2, "in_use"),
    ]
    assert selectors.set_by_code("parks-2026", city.parks).version == 2


def test_the_same_code_at_two_units_is_two_sets(city, wenming, file):
    path = file("doc.json", document())
    for unit in ("parks", "roads"):
        assert wenming("criteria", "import", path, "--unit", unit)[0] == 0

    assert list(CriteriaSet.objects.values_list("version", flat=True)) == [1, 1]
    assert wenming("criteria", "export", "parks-2026", "--to", "json")[0] == 2
    assert wenming("criteria", "export", "parks-2026", "--to", "json", "--unit", "roads")[0] == 0


def test_a_draft_waits_for_a_person(city, wenming, file):
    path = file("doc.json", document())
    for _again in range(2):
        code, out, _err = wenming("criteria", "import", path, "--unit", "parks", "--draft")
        assert code == 0

    assert "已在库中" in out
    assert CriteriaSet.objects.get().state == "draft" and not Line.objects.exists()


def test_sums_that_do_not_add_up_are_said_on_stderr_and_kept(city, wenming, file):
    odd = document(parent("1", leaf("1.1", "3"), points="5"), base_total="5")
    code, out, err = wenming("criteria", "import", file("doc.json", odd), "--unit", "parks", "--json")

    assert code == 0 and "1：" in err
    assert json.loads(out)["warnings"]
    assert selectors.lines_of(CriteriaSet.objects.get()).get(code="1").points == 5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.json", b""),
        ("broken.json", b'{"format": "wenming-criteria/1", "lines": ['),
        ("version.json", {"format": "wenming-criteria/9", "lines": []}),
        ("twice.json", document(leaf("1"), leaf("1"))),
        ("nothing.json", document() | {"lines": []}),
        ("points.json", document(leaf("1", "三分"))),
        ("long.json", document(leaf("x" * 121))),
        ("code.json", document(code="x" * 65)),
        ("deep.json", b'{"format": "wenming-criteria/1", "lines": [' + b'{"code": "x", "lines": [' * 10_000),
        ("deep.yaml", b'format: "wenming-criteria/1"\nlines: ' + b"[" * 10_000),
        ("prose.csv", "今天天气很好\n".encode()),
        ("notazip.xlsx", b"PK\x03\x04 and then nothing"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100),
    ],
)
def test_what_cannot_be_read_is_refused_whole_in_one_line(city, wenming, file, name, content):
    code, out, err = wenming("criteria", "import", file(name, content), "--unit", "parks")

    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1 and "Traceback" not in err
    assert not CriteriaSet.objects.exists()


def test_a_file_that_is_not_there_and_a_unit_nobody_knows_are_refused(city, wenming, file, tmp_path):
    assert wenming("criteria", "import", tmp_path / "missing.xlsx")[0] == 2
    assert wenming("criteria", "import", tmp_path)[0] == 2
    code, _out, err = wenming("criteria", "import", file("doc.json", document()), "--unit", "nobody")
    assert code == 2 and "nobody" in err and not CriteriaSet.objects.exists()


@pytest.mark.parametrize("form", ["json", "yaml", "xlsx", "docx"])
def test_what_is_exported_comes_back_as_the_same_content(city, wenming, file, tmp_path, form):
    wenming("criteria", "import", file("doc.json", document()), "--unit", "parks")
    out = tmp_path / f"back.{form}"
    assert wenming("criteria", "export", "parks-2026", "--to", form, "--out", out)[0] == 0

    code, said, _err = wenming("criteria", "import", out, "--unit", "parks", "--json")
    assert code == 0 and json.loads(said)["already"] is True


def test_text_forms_go_to_stdout_and_nothing_else_does(city, wenming, file):
    wenming("criteria", "import", file("doc.json", document()), "--unit", "parks")
    code, out, _err = wenming("criteria", "export", "parks-2026", "--to", "json")

    assert code == 0
    assert write_document(read_document(json.loads(out))) == CriteriaSet.objects.get().document


def test_an_older_version_is_exported_by_its_number(city, wenming, file):
    wenming("criteria", "import", file("a.json", document(name="第一")), "--unit", "parks")
    wenming("criteria", "import", file("b.json", document(name="第二")), "--unit", "parks")

    assert json.loads(wenming("criteria", "export", "parks-2026", "--to", "json", "--version", 1)[1])["name"] == "第一"
    assert json.loads(wenming("criteria", "export", "parks-2026", "--to", "json")[1])["name"] == "第二"
    assert wenming("criteria", "export", "parks-2026", "--to", "json", "--version", 9)[0] == 2


def test_an_export_that_cannot_be_written_leaves_nothing_behind(city, wenming, file, tmp_path):
    wenming("criteria", "import", file("doc.json", document()), "--unit", "parks")
    code, out, err = wenming("criteria", "export", "parks-2026", "--to", "xlsx", "--out", tmp_path / "no" / "x.xlsx")

    assert (code, out) == (2, "") and len(err.strip().splitlines()) == 1
    assert wenming("criteria", "export", "nothing", "--to", "json")[0] == 2
