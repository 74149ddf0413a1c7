"""The demonstration's content: believable, whole, alive on whatever day it is built, and wrong only where it means to be."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import numpy as np
import pypdfium2
import pytest
from docx import Document
from fontTools.ttLib import TTFont
from PIL import Image
from python_calamine import CalamineWorkbook

from wenming.cli.demo import build_demo, cast, further_units
from wenming.cli.demo.build import Maker
from wenming.cli.demo.calendar import assessed_year, months_before, resolve, span
from wenming.cli.demo.criteria import demo_criteria, inside, leaves
from wenming.cli.demo.fonts import font_folder
from wenming.cli.demo.pictures.likeness import prints
from wenming.cli.demo.pictures.scenes import SCENES
from wenming.cli.demo.rounds import plan_rounds
from wenming.cli.demo.series import plan_records
from wenming.cli.demo.studio import Studio
from wenming.cli.demo.words import words
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.engine import score
from wenming.evidence.rules.counting import word_count
from wenming.evidence.states import EvidenceKind, LedgerClass
from wenming.organisations.states import GroupKind, Kind, Position, Role

TODAY = date(2026, 11, 21)
DAYS = [TODAY, date(2027, 2, 10), date(2027, 5, 31), date(2027, 6, 1), date(2028, 2, 29), date(2030, 1, 1)]
FLAWS = {
    "near_copy", "same_file", "early_photo", "big_photo", "gps", "no_theme", "no_caption", "no_number", "same_text",
    "late", "long_text", "outside_window",
}  # fmt: skip
ALIKE = 8
SCALE = 0.2


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """All of it, with small photographs."""
    return build_demo(TODAY, tmp_path_factory.mktemp("demo"), photo_scale=SCALE)


def planned(today: date):
    document = demo_criteria(assessed_year(today))
    return plan_records(today, cast.unit(today), document), document


def photographs(plan):
    return [(record, file) for record in plan.records for file in record.files if file.path.suffix == ".jpg"]


def docx_text(path) -> str:
    """What the application reads of a Word file: paragraphs and cells."""
    document = Document(str(path))
    cells = [node.text or "" for table in document.tables for node in table._tbl.iter() if node.tag.endswith("}t")]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


class TestTheLedger:
    def test_it_holds_at_least_260_records_of_all_fourteen_classes(self, plan):
        assert len(plan.records) >= 260
        assert {record.ledger_class for record in plan.records} == set(LedgerClass.values)
        assert {record.kind for record in plan.records} <= set(EvidenceKind.values)
        assert {record.year for record in plan.records} == {2025, 2026}

    def test_nothing_happened_after_yesterday_or_was_received_before_it_happened(self, plan):
        yesterday = TODAY - timedelta(days=1)
        for record in plan.records:
            assert date(2025, 5, 1) < record.happened_on <= yesterday, record.key
            assert record.happened_on <= record.received_at.date() <= yesterday, record.key

    def test_every_record_belongs_to_a_department_and_its_liaison(self, plan):
        liaisons = {department.name: department.liaison for department in plan.unit.departments}
        assert {(record.department, record.uploader) for record in plan.records} <= set(liaisons.items())

    def test_every_record_has_files_or_an_address(self, plan):
        for record in plan.records:
            assert bool(record.files) != bool(record.address), record.key
            assert (record.kind == "link") == bool(record.address), record.key

    def test_its_lines_are_leaves_of_the_set(self, plan):
        codes = {line["code"] for line in leaves(plan.criteria)}
        assert {code for record in plan.records for code in record.lines} <= codes

    def test_some_records_prove_several_lines_and_some_none(self, plan):
        proves = Counter(min(2, len(record.lines)) for record in plan.records)
        assert proves[2] >= 5
        assert proves[0] >= 20

    def test_official_documents_are_numbered_once_and_in_order(self, plan):
        numbers = [record.document_number for record in plan.records if record.document_number]
        assert len(numbers) >= 25
        assert len(set(numbers)) == len(numbers)
        of_2026 = [int(text.split("〕")[1].rstrip("号")) for text in numbers if "〔2026〕" in text]
        assert of_2026 == sorted(of_2026)

    def test_titles_carry_no_placeholder(self, plan):
        for record in plan.records:
            assert not set("{}") & set(record.title + record.theme + record.place + record.body), record.key


class TestTheStateOfTheLines:
    @pytest.mark.parametrize("today", DAYS)
    def test_about_half_the_lines_are_complete_a_quarter_short_a_quarter_empty(self, today):
        records, document = planned(today)
        have = defaultdict(Counter)
        for record in records:
            counts = record.part.get("counts")
            files = counts[(record.number - 1) % len(counts)] if counts else record.part.get("photos", 1)
            for code in record.lines:
                have[code][record.part["kind"]] += files
        states = Counter()
        for line in leaves(document):
            wanted = Counter()
            for duty in line["evidence"]:
                wanted[duty["kind"]] += duty["min"]
            got = have[line["code"]]
            if all(got[kind] >= least for kind, least in wanted.items()):
                states["complete"] += 1
            else:
                states["short" if any(got.values()) else "empty"] += 1
        assert 36 <= states["complete"] <= 50, states
        assert 16 <= states["short"] <= 28, states
        assert 16 <= states["empty"] <= 28, states

    @pytest.mark.parametrize("today", DAYS)
    def test_it_is_as_rich_on_any_day(self, today):
        records, _document = planned(today)
        assert 260 <= len(records) <= 460
        first, last = span(today)
        assert last == today - timedelta(days=1)
        assert all(first <= record.day <= last for record in records)
        assert {record.flaw for record in records} - {""} == FLAWS

    @pytest.mark.parametrize("today", DAYS)
    def test_a_line_is_proven_only_from_inside_its_window(self, today):
        records, document = planned(today)
        windows = {line["code"]: line.get("window") for line in leaves(document)}
        year = assessed_year(today)
        for record in records:
            for code in record.lines:
                counts = inside(windows[code], record.day, year=year, today=today)
                assert counts or record.flaw == "outside_window", (record.key, code)


class TestTheFlaws:
    def test_every_flaw_is_there_once(self, plan):
        assert Counter(record.flaw for record in plan.records if record.flaw) == dict.fromkeys(FLAWS, 1)

    def flawed(self, plan, flaw):
        return next(record for record in plan.records if record.flaw == flaw)

    def test_one_file_serves_two_activities_and_no_other_is_repeated(self, plan):
        seen = defaultdict(list)
        for record in plan.records:
            for file in record.files:
                seen[hashlib.sha256(file.path.read_bytes()).hexdigest()].append(record)
        repeated = [records for records in seen.values() if len(records) > 1]
        assert len(repeated) == 1
        assert self.flawed(plan, "same_file") in repeated[0]
        assert len({record.happened_on for record in repeated[0]}) == 2

    def test_photographs_of_different_events_look_different_except_those_meant_to_be_alike(self, plan):
        taken = [(record.key.rsplit("-", 1)[0], prints(Image.open(file.path))) for record, file in photographs(plan)]
        plain = np.array([found[0] for _event, found in taken])
        alike = set()
        for event, found in taken:
            near = np.minimum(np.bitwise_count(plain ^ found[0]), np.bitwise_count(plain ^ found[1])) <= ALIKE
            alike |= {frozenset((event, taken[i][0])) for i in np.nonzero(near)[0] if taken[i][0] != event}
        assert len(alike) == 2
        for flaw in ("near_copy", "same_file"):
            event = self.flawed(plan, flaw).key.rsplit("-", 1)[0]
            assert any(event in pair for pair in alike), flaw

    def test_one_photograph_is_older_than_its_event(self, plan):
        early = []
        for record, file in photographs(plan):
            stamp = Image.open(file.path).getexif().get_ifd(0x8769)[0x9003]
            taken = datetime.strptime(stamp, "%Y:%m:%d %H:%M:%S").date()
            if taken != record.happened_on and record.flaw != "same_file":
                early.append((record.flaw, (record.happened_on - taken).days))
        assert early == [("early_photo", 42)]

    def test_one_photograph_says_where_it_was_taken(self, plan):
        placed = [record.flaw for record, file in photographs(plan) if Image.open(file.path).getexif().get_ifd(0x8825)]
        assert placed == ["gps"]

    def test_captions_are_whole_except_two(self, plan):
        bare = [
            record.flaw
            for record in plan.records
            if record.kind == "photo"
            and not all((record.place, record.organiser, record.people, record.theme or record.title))
        ]
        assert bare == ["no_caption"]
        assert self.flawed(plan, "no_theme").theme == ""

    def test_two_photographs_of_full_size_exceed_two_megabytes_and_the_others_do_not(self, tmp_path):
        records, _document = planned(TODAY)
        big = next(record for record in records if record.flaw == "big_photo")
        sizes = [path.stat().st_size for path in Studio(cast.unit(TODAY).name).photographs(big, tmp_path)]
        assert [size > 2 * 1024**2 for size in sizes] == [True, True, False, False]
        assert all(100_000 < size < 700_000 for size in sizes[2:])

    def test_one_late_registration_gives_its_reason(self, plan):
        late = [record for record in plan.records if (record.received_at.date() - record.happened_on).days > 30]
        assert [(record.flaw, bool(record.late_reason)) for record in late] == [("late", True)]


class TestThePapers:
    def test_every_file_opens(self, plan):
        for record in plan.records:
            for file in record.files:
                if file.path.suffix == ".docx":
                    assert len(docx_text(file.path)) > 60, record.key
                elif file.path.suffix == ".xlsx":
                    rows = CalamineWorkbook.from_path(file.path).get_sheet_by_index(0).to_python()
                    assert len(rows) > 8, record.key
                elif file.path.suffix == ".pdf":
                    paper = pypdfium2.PdfDocument(file.path)
                    assert 1 <= len(paper) <= 6, record.key
                    assert plan.unit.name in paper[0].get_textpage().get_text_bounded(), record.key
                else:
                    Image.open(file.path).verify()

    def test_explanations_keep_their_limit_except_one(self, plan):
        long = [
            record.flaw
            for record in plan.records
            if record.kind == "explanation" and word_count(docx_text(record.files[0].path)) > 550
        ]
        assert long == ["long_text"]

    def test_summaries_and_reflections_are_long_enough(self, plan):
        for record in plan.records:
            if record.kind == "reflection":
                assert word_count(docx_text(record.files[0].path)) >= 270, record.key
            if record.key.startswith("year-summary"):
                assert 1200 <= word_count(docx_text(record.files[0].path)) <= 1650

    def test_only_one_text_is_copied(self, plan):
        shingles = {}
        for record in plan.records:
            for file in record.files:
                if file.path.suffix == ".docx" and record.kind != "other":
                    text = "".join(docx_text(file.path).split())
                    shingles[record.key, record.flaw] = {text[i : i + 5] for i in range(len(text) - 4)}
        keys = list(shingles)
        copied = [
            {one[1], other[1]}
            for i, one in enumerate(keys)
            for other in keys[i + 1 :]
            if len(shingles[one] & shingles[other]) > 0.7 * len(shingles[one] | shingles[other])
        ]
        assert copied == [{"same_text", ""}]

    def test_the_same_day_gives_the_same_files(self, plan, tmp_path):
        records, document = planned(TODAY)
        maker = Maker(cast.unit(TODAY), document, tmp_path, TODAY, SCALE)
        again = [maker.record(record) for record in records[:90]]
        assert {file.path.suffix for record in again for file in record.files} == {".jpg", ".docx", ".xlsx", ".pdf"}
        for one, other in zip(plan.records[:90], again, strict=True):
            assert (one.title, one.document_number, one.received_at) == (
                other.title,
                other.document_number,
                other.received_at,
            )
            for a, b in zip(one.files, other.files, strict=True):
                assert a.path.read_bytes() == b.path.read_bytes(), one.key

    def test_every_character_of_our_words_is_in_the_packaged_fonts(self):
        shown = set(TTFont(font_folder() / "NotoSerifSC-Regular.otf", lazy=True).getBestCmap())
        folder = font_folder().parent.parent / "cli" / "demo" / "words"
        text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yaml"))
        assert {sign for sign in text if ord(sign) > 0x7F and ord(sign) not in shown} == set()

    def test_every_scene_is_used(self):
        used = {part["scene"] for entry in words("records") for part in entry["parts"] if part["make"] == "photo"}
        assert used | {"notebook"} == set(SCENES)


class TestTheCast:
    def test_the_unit_has_nine_departments_and_about_sixty_people(self):
        unit = cast.unit(TODAY)
        assert len(unit.departments) == 9
        assert 55 <= len(unit.people) <= 65
        assert len({person.name for person in unit.people}) == len(unit.people)
        assert unit.kind in Kind.values
        assert {person.department for person in unit.people} - {None} == {d.name for d in unit.departments}

    def test_every_role_of_a_unit_is_held_and_administrators_hold_nothing_else(self):
        people = cast.unit(TODAY).people + cast.authority().people
        held = {role for person in people for role in person.roles}
        assert held == set(Role.values)
        for person in people:
            if set(person.roles) & {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}:
                assert len(person.roles) == 1
            assert bool(person.roles) == bool(person.username), person.name

    def test_user_names_are_unique_and_plain(self):
        people = cast.unit(TODAY).people + cast.authority().people
        names = [person.username for person in people if person.username]
        assert len(set(names)) == len(names)
        assert all(name.isascii() and name.islower() and name.isalpha() for name in names)

    def test_every_department_has_a_liaison_of_its_own_and_a_head(self):
        unit = cast.unit(TODAY)
        for department in unit.departments:
            own = [person for person in unit.people if person.department == department.name]
            assert department.liaison in {person.username for person in own if "liaison" in person.roles}
            assert sum("head" in person.roles for person in own) == 1

    @pytest.mark.parametrize("today", DAYS)
    def test_groups_seat_people_of_the_unit_in_terms_that_make_sense(self, today):
        unit = cast.unit(today)
        names = {person.name for person in unit.people}
        assert {group.kind for group in unit.groups} == set(GroupKind.values) - {GroupKind.TASK_FORCE}
        ended = 0
        for group in unit.groups:
            for seat in group.seats:
                assert seat.person in names
                assert seat.position in Position.values
                assert group.formed_on <= seat.from_on < today
                assert seat.to_on is None or seat.from_on <= seat.to_on < today
                ended += seat.to_on is not None
        assert ended >= 2

    def test_as_many_further_units_as_asked_for_with_names_of_their_own(self):
        units = list(further_units(1000))
        assert len({unit.code for unit in units}) == len({unit.name for unit in units}) == 1000
        assert {unit.under for unit in units} == {cast.authority().code}
        assert {unit.kind for unit in units} <= set(Kind.values)
        assert len({unit.kind for unit in units}) >= 5
        assert list(further_units(0)) == []


class TestTheRounds:
    @pytest.mark.parametrize("today", DAYS)
    def test_the_first_round_is_signed_off_and_the_second_is_open(self, today):
        first, second = plan_rounds(demo_criteria(assessed_year(today)), cast.unit(today), today)
        assert first.opened_on <= first.as_of <= first.signed_on < second.opened_on < today
        assert second.signed_on is None
        assert second.as_of == today < second.due

    @pytest.mark.parametrize("today", [TODAY, date(2027, 6, 1)])
    def test_every_answer_fits_its_rule_and_the_score_is_believable(self, today):
        document = read_document(demo_criteria(assessed_year(today)))
        first, second = plan_rounds(demo_criteria(assessed_year(today)), cast.unit(today), today)
        one, two = (score(document, read_answers(found.document)) for found in (first, second))
        assert not [row.code for row in one.lines if row.unanswered]
        assert 65 <= one.total <= 80
        open_leaves = [row.code for row in two.lines if row.unanswered and row.code not in ("7.3",)]
        assert 15 <= len(open_leaves) <= 32
        assert 60 <= two.total <= 90
        assert [(effect.item, effect.kind, effect.events) for effect in one.effects] == [("N-4", "deduct", 1)]
        assert two.effects == ()
        assert one.passed is False

    def test_notes_belong_to_answers_and_answers_to_liaisons(self):
        _first, second = plan_rounds(demo_criteria(2026), cast.unit(TODAY), TODAY)
        given = second.document["answers"]
        assert set(second.notes) <= set(given)
        assert set(second.answered_by) == set(given)

    def test_every_leaf_has_an_owner_and_some_are_late(self, plan):
        assert set(plan.owners) == {line["code"] for line in leaves(plan.criteria)}
        late = [code for code, (_department, _person, due) in plan.owners.items() if due < TODAY]
        assert 2 <= len(late) <= 15


class TestTheCalendar:
    def test_the_assessed_year_has_always_five_months_to_show(self):
        assert assessed_year(date(2027, 5, 31)) == 2026
        assert assessed_year(date(2027, 6, 1)) == 2027

    def test_months_before_keeps_to_the_month(self):
        assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
        assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
        assert months_before(date(2026, 11, 21), 18) == date(2025, 5, 21)

    def test_a_day_that_has_not_come_is_taken_a_year_earlier(self):
        assert resolve("Y-09-11", date(2026, 11, 21)) == date(2026, 9, 11)
        assert resolve("Y-09-11", date(2026, 7, 1)) == date(2025, 9, 11)
        assert resolve("Y-1-01-15", date(2026, 7, 1)) == date(2025, 1, 15)

    def test_the_set_moves_with_the_year(self):
        document = demo_criteria(2029)
        assert (document["code"], document["year"]) == ("demo-city-2029", 2029)
        assert document["name"] == "云溪市文明单位测评细则（2029年版）"
        windows = {str(line.get("window")) for line in leaves(document)}
        assert "{'from': '2029-01-01', 'to': '2029-03-31'}" in windows
        assert "{'years': [2029]}" in windows
        assert not any("2026" in window for window in windows)


class TestTheTitles:
    @pytest.mark.parametrize("today", DAYS)
    def test_a_half_or_quarter_named_in_a_title_is_that_of_the_record_or_the_one_just_ended(self, today):
        records, _document = planned(today)
        halves = {"上半年": range(1, 7), "下半年": range(7, 13)}
        for record in records:
            just_before = record.day - timedelta(days=20)
            for name, months in halves.items():
                if name in record.title:
                    told = just_before if record.entry.get("half_before") else record.day
                    assert told.month in months, record.title

    def test_a_summary_of_the_hours_at_the_start_of_july_speaks_of_the_first_half(self):
        records, _document = planned(TODAY)
        titles = {record.title for record in records if record.entry["key"] == "hours" and record.day.month == 7}
        assert titles == {"2026年上半年志愿服务时长统计表", "2025年上半年志愿服务时长统计表"}

    def test_no_problem_is_struck_off_before_it_is_put_right(self, plan):
        for record in plan.records:
            if record.key.startswith("problems"):
                rows = CalamineWorkbook.from_path(record.files[0].path).get_sheet_by_index(0).to_python()[3:]
                assert all(not (row[6] == "整改中" and row[7]) for row in rows)
