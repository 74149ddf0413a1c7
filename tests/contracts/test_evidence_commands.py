"""The public edges of ``wenming evidence``, ``archive``, ``unit`` and ``check``: exit codes, streams, documents."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pikepdf
import pytest
import xlsxwriter

from tests import make
from tests.evidence import desk
from tests.evidence.files import making
from wenming.audit.models import Entry
from wenming.cli import dispatch
from wenming.criteria.models import Line
from wenming.evidence import jobs
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.actions.records import register_record
from wenming.evidence.models import File, Record
from wenming.organisations.models import Organisation

pytestmark = pytest.mark.django_db
HEADINGS = ("文件", "指标编号", "材料类型", "题名", "日期", "地点", "主办单位", "人员", "主题", "文号")


class Said(NamedTuple):
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def wenming(capsys):
    """Run one command in this process, on this test's database and store."""

    def run(*argv: str | Path) -> Said:
        capsys.readouterr()
        try:
            code = dispatch([str(one) for one in argv])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def refused(said: Said) -> str:
    """Exit 2, nothing on stdout, one line on stderr that is no traceback."""
    assert said.code == 2, said
    assert said.out == ""
    lines = said.err.strip().splitlines()
    assert len(lines) == 1, said.err
    assert "Traceback" not in said.err
    return lines[0]


@pytest.fixture
def unit(db) -> Organisation:
    return make.unit("u1", "云溪市图书馆")


@pytest.fixture
def criteria(unit):
    return make.criteria_set(unit)


@pytest.fixture
def folder(tmp_path) -> Path:
    base = tmp_path / "材料"
    (base / "照片").mkdir(parents=True)
    (base / "照片" / "劝导1.jpg").write_bytes(desk.jpeg("red"))
    (base / "照片" / "劝导2.jpg").write_bytes(desk.jpeg("blue"))
    making.docx(base / "方案.docx", "关于成立领导小组的通知")
    return base


GOOD = (
    ("照片/劝导1.jpg", "2", "照片", "文明交通劝导", "2026-08-20", "建设路口", "办公室", "职工十人", "文明交通", ""),
    ("照片/劝导2.jpg", "2", "照片", "文明交通劝导", "2026-08-20", "建设路口", "办公室", "职工十人", "文明交通", ""),
    (
        "方案.docx",
        "1.1、1.2",
        "正式文件",
        "关于成立领导小组的通知",
        "2026-01-10",
        "",
        "办公室",
        "",
        "",
        "云图〔2026〕1号",
    ),
)


def manifest(path: Path, *rows: tuple, headings: tuple = HEADINGS) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate((headings, *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def import_(wenming, folder, *more, unit="u1", year="2026") -> Said:
    return wenming("evidence", "import", folder, "--unit", unit, "--year", year, *more)


def test_a_folder_with_its_manifest_goes_in_with_meaning_and_mapping(wenming, criteria, folder, tmp_path):
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD), "--json")
    assert said.code == 0
    report = said.json()
    assert (report["format"], report["unit"], report["year"], report["criteria"]) == (
        "wenming-import/1",
        "u1",
        2026,
        "demo",
    )
    assert (report["files"], len(report["records"]), report["left_out"]) == (3, 2, [])
    photos = Record.objects.get(kind="photo")
    assert (photos.title, photos.place, photos.record_files.count()) == ("文明交通劝导", "建设路口", 2)
    paper = Record.objects.get(kind="official_document")
    assert paper.document_number == "云图〔2026〕1号"
    assert [link.line.code for link in paper.links.order_by("line__order")] == ["1.1", "1.2"]
    assert paper.filed_at is not None


def test_running_it_again_adds_nothing(wenming, criteria, folder, tmp_path):
    paths = ("--manifest", manifest(tmp_path / "m.xlsx", *GOOD), "--json")
    import_(wenming, folder, *paths)
    before = (Record.objects.count(), File.objects.count())
    said = import_(wenming, folder, *paths)
    assert (said.code, said.json()["records"], said.json()["already_there"]) == (0, [], 2)
    assert (Record.objects.count(), File.objects.count()) == before


def test_a_title_longer_than_a_record_holds_is_cut_and_known_again(wenming, criteria, folder, tmp_path):
    path = manifest(tmp_path / "m.xlsx", (*GOOD[2][:3], "长" * 400, *GOOD[2][4:]))
    for records in (1, 0):
        assert len(import_(wenming, folder, "--manifest", path, "--json").json()["records"]) == records
    assert Record.objects.get().title == "长" * 300


def test_links_come_in_without_a_file_and_once(wenming, criteria, folder, tmp_path):
    address = "https://news.example.org/2026/0820/a.html"
    rows = [
        (address, "1.1", "链接", "晨练志愿服务的报道", "2026-08-20"),
        ("照片/劝导1.jpg", "2", "媒体报道", "网页截图", "2026-08-20", *[""] * 5, f"{address}?b"),
        ("", "1.1", "链接", "地址不全", "2026-08-20", *[""] * 5, "www.example.org"),
    ]
    path = manifest(tmp_path / "m.xlsx", *rows, headings=(*HEADINGS, "网址"))
    said = import_(wenming, folder, "--manifest", path, "--json")
    assert said.code == 1
    assert "网址" in said.json()["left_out"][0]["reason"]
    link = Record.objects.get(kind="link")
    assert (link.address, link.title, link.record_files.count()) == (address, "晨练志愿服务的报道", 0)
    assert [one.line.code for one in link.links.all()] == ["1.1"]
    assert Record.objects.get(kind="media").address == f"{address}?b"
    again = import_(wenming, folder, "--manifest", path, "--json").json()
    assert (again["records"], again["already_there"]) == ([], 2)
    assert wenming("archive", "bind", "--unit", "u1", "--year", "2026", "--out", tmp_path / "册").code == 0


def test_files_no_row_speaks_of_are_named_and_not_imported(wenming, criteria, folder, tmp_path):
    (folder / "照片" / "没写.jpg").write_bytes(desk.jpeg("gold"))
    path = manifest(tmp_path / "m.xlsx", *GOOD)
    said = import_(wenming, folder, "--manifest", path)
    assert said.code == 0
    assert "1 个文件清单没有写，没有导入" in said.out
    assert "照片/没写.jpg" in said.out
    assert import_(wenming, folder, "--manifest", path, "--json").json()["not_listed"] == ["照片/没写.jpg"]
    assert Record.objects.count() == 2


def test_bare_names_and_other_orders_of_codes_mean_the_same(wenming, criteria, folder, tmp_path):
    rows = [
        ("劝导1", "1.2、2", *GOOD[0][2:]),
        ("劝导2.JPG", "2，1.2", *GOOD[1][2:]),
        (*GOOD[0][:1], "2", *GOOD[0][2:]),
    ]
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows), "--json")
    assert said.code == 1  # the third says nothing new
    assert "重复" in said.json()["left_out"][0]["reason"]
    record = Record.objects.get()
    assert record.record_files.count() == 2
    assert {link.line.code for link in record.links.all()} == {"1.2", "2"}


def test_an_unlikely_day_is_named_and_the_rest_goes_in(wenming, criteria, folder, tmp_path):
    rows = (GOOD[2], (*GOOD[0][:4], "2099-01-01", *GOOD[0][5:]), (*GOOD[1][:4], "0001-01-01", *GOOD[1][5:]))
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows), "--json")
    assert said.code == 1
    assert [one["file"] for one in said.json()["left_out"]] == ["照片/劝导1.jpg", "照片/劝导2.jpg"]
    assert all("日期" in one["reason"] for one in said.json()["left_out"])
    assert Record.objects.count() == 1


def test_progress_is_plain_lines_for_people(wenming, criteria, folder, tmp_path):
    (folder / "断.docx").write_bytes((folder / "方案.docx").read_bytes()[:900])
    (folder / "断.pdf").write_bytes(b"%PDF-1.7 broken")
    said = import_(wenming, folder)
    assert said.code == 1
    assert "INFO" not in said.err
    assert "wenming." not in said.err
    assert said.err.strip().splitlines()[-1] == "已导入 5 / 5"


def test_without_a_manifest_the_folder_is_proposed_and_nothing_counts_yet(wenming, criteria, folder):
    said = import_(wenming, folder)
    assert said.code == 0
    assert "导入 3 个文件" in said.out
    assert not Record.objects.exclude(filed_at=None).exists()


def test_bad_files_are_left_out_and_named_and_the_rest_goes_in(wenming, criteria, folder, tmp_path):
    (folder / "假照片.jpg").write_bytes(making.windows_program())
    (folder / "空.docx").write_bytes(b"")
    making.bomb(folder / "炸弹.docx")
    rows = [
        *GOOD, ("假照片.jpg", "2", "照片", "假", "2026-08-20"), ("空.docx", "1.1", "正式文件", "空", "2026-08-20"),
        ("炸弹.docx", "1.1", "正式文件", "炸", "2026-08-20"), ("没有.pdf", "1.1", "正式文件", "无", "2026-08-20"),
    ]  # fmt: skip
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows), "--json")
    assert said.code == 1
    named = {one["file"].split("/")[-1] for one in said.json()["left_out"]}
    assert {"假照片.jpg", "空.docx", "炸弹.docx", "没有.pdf"} <= named
    assert all(one["reason"] for one in said.json()["left_out"])
    assert (said.json()["files"], Record.objects.count()) == (3, 2)


@pytest.mark.parametrize("outside", ["../外面.jpg", "/etc/passwd", "照片/../../外面.jpg", "链接.jpg"])
def test_a_manifest_that_leads_outside_is_refused_whole(wenming, criteria, folder, tmp_path, outside):
    (tmp_path / "外面.jpg").write_bytes(desk.jpeg("gold"))
    (folder / "链接.jpg").symlink_to(tmp_path / "外面.jpg")
    rows = (*GOOD, (outside, "2", "照片", "外面", "2026-08-20"))
    entries = Entry.objects.count()
    line = refused(import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows)))
    assert Path(outside).name in line
    assert (Record.objects.count(), File.objects.count(), Entry.objects.count()) == (0, 0, entries)


def test_a_row_that_says_nonsense_is_named_and_the_rest_goes_in(wenming, criteria, folder, tmp_path):
    rows = (GOOD[2], ("照片/劝导1.jpg", "9.9.9", "照片", "劝导", "2026-13-45"))
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows), "--json")
    assert said.code == 1
    told = json.dumps(said.json()["left_out"], ensure_ascii=False)
    assert "9.9.9" in told
    assert Record.objects.filter(document_number="云图〔2026〕1号").exists()


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (["evidence", "import", "/nowhere", "--unit", "u1", "--year", "2026"], "/nowhere"),
        (["evidence", "import", "{folder}", "--unit", "nobody", "--year", "2026"], "nobody"),
        (["evidence", "import", "{folder}", "--unit", "u1", "--year", "1800"], "1800"),
        (["evidence", "import", "{folder}", "--unit", "u1", "--year", "二〇二六"], "二〇二六"),
        (["evidence", "import", "{folder}", "--unit", "u1"], "--year"),
        (["evidence", "import", "{folder}", "--unit", "u1", "--year", "2026", "--manifest", "/no.xlsx"], "/no.xlsx"),
        (
            ["evidence", "import", "{folder}", "--unit", "u1", "--year", "2026", "--manifest", "{folder}/方案.docx"],
            "方案.docx",
        ),
        (["evidence", "import", "{folder}", "--unit", "u1", "--year", "2026", "--criteria", "none"], "none"),
        (["evidence", "check", "--unit", "nobody"], "nobody"),
        (["evidence", "check", "--unit", "u1", "--as-of", "明天"], "明天"),
        (["archive", "bind", "--unit", "u1", "--year", "2026", "--out", "{folder}/out"], "2026"),
        (["archive", "bind", "--unit", "nobody", "--year", "2026", "--out", "{folder}/out"], "nobody"),
        (["unit", "add", "u1", "--name", "重名"], "单位代码"),
        (["unit", "add", "u2", "--name", "图书馆", "--kind", "神仙"], "神仙"),
        (["unit", "add", "u2", "--name", "图书馆", "--under", "nobody"], "nobody"),
        (["unit", "add", "u2"], "--name"),
        (["evidence", "fly"], "evidence"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(wenming, criteria, folder, argv, word):
    units = Organisation.objects.count()
    line = refused(wenming(*[one.replace("{folder}", str(folder)) for one in argv]))
    assert word in line
    assert (Record.objects.count(), Organisation.objects.count()) == (0, units)


def test_json_is_the_only_thing_on_stdout(wenming, criteria, folder, tmp_path):
    path = manifest(tmp_path / "m.xlsx", *GOOD)
    for argv in (
        ("evidence", "import", folder, "--unit", "u1", "--year", "2026", "--manifest", path, "--json"),
        ("evidence", "check", "--unit", "u1", "--json"),
        ("archive", "bind", "--unit", "u1", "--year", "2026", "--out", tmp_path / "out", "--json"),
        ("check", "--json"),
        ("unit", "add", "u9", "--name", "云溪市博物馆", "--json"),
    ):
        said = wenming(*argv)
        assert said.code in {0, 1}, said
        assert isinstance(said.json(), dict), argv


def check(wenming, *more) -> Said:
    return wenming("evidence", "check", "--unit", "u1", *more)


def test_findings_are_told_with_line_files_and_what_to_do(wenming, criteria, folder, tmp_path):
    rows = ((*GOOD[0][:4], "2026-08-20", "", *GOOD[0][6:]), (*GOOD[2][:-1], ""))
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *rows))
    said = check(wenming, "--json")
    assert said.code == 1
    document = said.json()
    assert (document["format"], document["unit"], document["year"]) == ("wenming-findings/1", "u1", 2026)
    kinds = {(one["kind"], one["line"]) for one in document["findings"]}
    assert {("too_few", "2"), ("caption_incomplete", "2"), ("no_document_number", "1.1")} <= kinds
    for one in document["findings"]:
        assert set(one) == {"kind", "severity", "line", "evidence", "files", "message", "what_to_do"}
        assert one["severity"] in {"error", "warning", "info"}
        assert one["what_to_do"]
    few = next(one for one in document["findings"] if one["kind"] == "too_few")
    assert few["files"] == ["劝导1.jpg"]


def test_a_complete_ledger_has_nothing_found_and_says_so(wenming, criteria, folder, tmp_path):
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD))
    said = check(wenming, "--year", "2026", "--criteria", "demo")
    assert (said.code, said.out.strip()) == (0, "没有发现问题。")


def test_photos_taken_after_they_came_are_found(wenming, criteria, folder, tmp_path):
    (folder / "照片" / "劝导1.jpg").write_bytes(desk.jpeg("red", taken="2099:01:01 10:00:00"))
    (folder / "照片" / "劝导2.jpg").write_bytes(desk.jpeg("blue", taken="2026:08:01 10:00:00"))
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD))
    kinds = {one["kind"]: one["files"] for one in check(wenming, "--json").json()["findings"]}
    assert kinds["captured_after_upload"] == ["劝导1.jpg"]
    assert kinds["captured_before_event"] == ["劝导2.jpg"]


def test_a_year_is_bound_into_archival_volumes_with_index_and_manifest(wenming, criteria, folder, tmp_path):
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD))
    out = tmp_path / "册"
    said = wenming("archive", "bind", "--unit", "u1", "--year", "2026", "--out", out, "--json")
    assert said.code == 0, said
    names = {path.name for path in out.iterdir()}
    assert {"卷内文件目录.xlsx", "manifest.json"} <= names
    volumes = [path for path in out.iterdir() if path.suffix == ".pdf"]
    assert len(volumes) == 3, names  # the whole year, and one for each item
    for path in volumes:
        with pikepdf.open(path) as volume:
            assert "pdfaid:part" in volume.open_metadata()
            with volume.open_outline() as outline:
                assert outline.root
    sheet = openpyxl.load_workbook(out / "卷内文件目录.xlsx").active
    heads = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
    for name in ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"):
        assert name in heads
    written = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in volumes} <= {
        Path(one["file"] if "file" in one else one["name"]).name for one in _files(written)
    }


def _files(document: Any) -> list[dict[str, Any]]:
    """Every object in a document that names a file."""
    found = []
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "file" in one or "name" in one:
                found.append(one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return [one for one in found if isinstance(one.get("file", one.get("name")), str)]


def test_what_could_not_be_placed_is_named_with_exit_1(wenming, criteria, folder, tmp_path):
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD))
    from wenming.evidence import contents

    gone = File.objects.get(extension="docx")
    with contents.local_path(gone.sha256) as path:
        path.unlink()
    said = wenming("archive", "bind", "--unit", "u1", "--year", "2026", "--out", tmp_path / "册", "--by", "year")
    assert said.code == 1
    assert "方案.docx" in said.out


def test_check_finds_damage_and_a_broken_chain(wenming, criteria, folder, tmp_path):
    import_(wenming, folder, "--manifest", manifest(tmp_path / "m.xlsx", *GOOD))
    assert wenming("check").code == 0
    from wenming.evidence import contents

    file = File.objects.first()
    with contents.local_path(file.sha256) as path:
        path.chmod(0o600)
        path.write_bytes(b"changed")
    Entry.objects.filter(sequence=2).update(details={"forged": True})
    said = wenming("check", "--json")
    assert said.code == 1
    assert said.json()["damaged"] == [file.sha256]
    assert said.json()["chains"][0]["kind"] == "changed"
    (held,) = said.json()["damaged_in"][file.sha256]
    record_file = file.record_files.select_related("record").get()
    assert record_file.name in held and record_file.record.title in held
    words = wenming("check").out
    assert record_file.record.title in words and "云溪市" in words and file.sha256 in words


def test_a_unit_is_added_under_another(wenming, unit):
    said = wenming("unit", "add", "u2", "--name", "云溪市少年宫", "--kind", "事业单位", "--under", "u1", "--json")
    assert (said.code, said.json()) == (0, {"code": "u2", "name": "云溪市少年宫", "kind": "事业单位"})
    assert Organisation.objects.get(code="u2").territory_parent == unit


def test_a_column_names_the_department_else_the_organiser_else_who_owes_the_line(
    wenming, unit, criteria, folder, tmp_path
):
    office, gardens = make.department(unit, "办公室", 1), make.department(unit, "园艺科", 2)
    line = Line.objects.get(criteria_set=criteria, code="2")
    assign_lines(actor=make.root(), organisation=unit, lines=[line], department=gardens, at=make.AT)
    rows = [
        (*GOOD[0][:6], "职工之家", *GOOD[0][7:], ""),
        (*GOOD[2], ""),
        (
            "照片/劝导2.jpg",
            "2",
            "照片",
            "另一次劝导",
            "2026-08-21",
            "建设路口",
            "园艺科",
            "职工十人",
            "交通",
            "",
            "办公室",
        ),
    ]
    path = manifest(tmp_path / "m.xlsx", *rows, headings=(*HEADINGS, "部门"))
    assert import_(wenming, folder, "--manifest", path).code == 0
    whose = dict(Record.objects.values_list("title", "department"))
    assert whose == {"文明交通劝导": gardens.pk, "关于成立领导小组的通知": office.pk, "另一次劝导": office.pk}


def test_a_department_the_unit_does_not_have_is_a_problem_of_its_row(wenming, unit, criteria, folder, tmp_path):
    make.department(unit, "办公室", 1)
    path = manifest(tmp_path / "m.xlsx", (*GOOD[0], "外联部"), (*GOOD[2], "办公室"), headings=(*HEADINGS, "责任部门"))
    said = import_(wenming, folder, "--manifest", path, "--json")
    assert said.code == 1
    (problem,) = said.json()["left_out"]
    assert "外联部" in problem["reason"] and "办公室" in problem["reason"]
    assert Record.objects.count() == 1


def test_importing_again_gives_a_department_to_what_has_none(wenming, unit, criteria, folder, tmp_path):
    path = manifest(tmp_path / "m.xlsx", *GOOD)
    import_(wenming, folder, "--manifest", path)
    assert set(Record.objects.values_list("department", flat=True)) == {None}
    office = make.department(unit, "办公室", 1)
    import_(wenming, folder, "--manifest", path)
    assert set(Record.objects.values_list("department", flat=True)) == {office.pk}


def test_columns_that_nothing_is_read_from_are_named_and_do_no_harm(wenming, criteria, folder, tmp_path):
    path = manifest(tmp_path / "m.xlsx", (*GOOD[0], "王干事"), headings=(*HEADINGS, "经办人"))
    said = import_(wenming, folder, "--manifest", path)
    assert said.code == 0 and "“经办人”" in said.out


def test_what_the_ledger_holds_already_is_said_to_be_there_and_not_to_be_missing(wenming, criteria, folder, tmp_path):
    (folder / "重复.jpg").write_bytes(desk.jpeg("red"))
    (folder / "没写.jpg").write_bytes(desk.jpeg("green"))
    path = manifest(tmp_path / "m.xlsx", *GOOD)
    report = import_(wenming, folder, "--manifest", path, "--json").json()
    assert (report["in_ledger"], report["not_listed"]) == (["重复.jpg"], ["没写.jpg"])
    said = import_(wenming, folder, "--manifest", manifest(tmp_path / "n.xlsx", GOOD[2]))
    assert "另有 3 个文件的内容已在台账" in said.out and "另有 1 个文件清单没有写" in said.out


def test_the_same_content_named_twice_for_one_record_is_one_file(wenming, criteria, folder, tmp_path):
    (folder / "重复.jpg").write_bytes(desk.jpeg("red"))
    path = manifest(tmp_path / "m.xlsx", *GOOD, ("重复.jpg", *GOOD[0][1:]))
    report = import_(wenming, folder, "--manifest", path, "--json").json()
    assert (report["files"], report["in_ledger"]) == (3, ["重复.jpg"])


def test_a_finding_about_a_bad_file_gives_one_advice(wenming, unit, tmp_path):
    desk_of = make.department(unit, "办公室", 1)
    making.bomb(tmp_path / "炸弹.zip")
    taken = receive_file(
        actor=make.root(), organisation=unit, stream=io.BytesIO((tmp_path / "炸弹.zip").read_bytes()), name="炸弹.zip", at=make.AT,
        in_background=False,
    )  # fmt: skip
    jobs.process_file(taken.file.pk)
    register_record(
        actor=make.root(), organisation=unit, at=make.AT, files=[("炸弹.zip", File.objects.get())], title="压缩包",
        year=2026, ledger_class="document", kind="other", department=desk_of,
    )  # fmt: skip
    (found,) = wenming("evidence", "check", "--unit", "u1", "--year", "2026", "--json").json()["findings"]
    assert found["what_to_do"] == "请勿打开；请直接上传其中真正需要的文件。"
    assert found["what_to_do"] not in found["message"] and "另存为" not in found["what_to_do"]
