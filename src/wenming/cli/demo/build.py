"""Putting the demonstration together: plan the records, write their files, answer two self-assessments."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from wenming.cli.demo import cast
from wenming.cli.demo.calendar import assessed_year
from wenming.cli.demo.criteria import demo_criteria, leaves
from wenming.cli.demo.papers.docx import write_docx
from wenming.cli.demo.papers.pdf import write_pdf
from wenming.cli.demo.papers.sheet import SheetBrief, write_sheet
from wenming.cli.demo.papers.writing import WRITERS, Brief
from wenming.cli.demo.plan import DemoFile, DemoPerson, DemoPlan, DemoRecord, DemoUnit
from wenming.cli.demo.rounds import line_owners, plan_rounds
from wenming.cli.demo.series import Planned, plan_records, received
from wenming.cli.demo.studio import Studio
from wenming.cli.demo.words import words

LINK_ROOT = "https://wm.yunxi.example/articles/"


class Maker:
    """Writes the files of one record after the other."""

    def __init__(
        self, unit: DemoUnit, document: dict[str, Any], workdir: Path, today: date, photo_scale: float
    ) -> None:
        self.unit, self.workdir, self.today = unit, workdir, today
        self.studio = Studio(unit.name, photo_scale)
        self.leaves = [(line["code"], line["title"], line["points"]) for line in leaves(document)]
        self.liaisons = {d.name: self._person(d.liaison) for d in unit.departments}
        self.leaders = [person for person in unit.people if person.department is None]
        self.reflections: dict[str, str] = {}

    def _person(self, username: str) -> DemoPerson:
        return next(person for person in self.unit.people if person.username == username)

    def record(self, planned: Planned) -> DemoRecord:
        entry, part, marks = planned.entry, planned.part, words("texts")["marks"]
        liaison = self.liaisons[entry["dept"]]
        bare = planned.flaw == "no_caption"
        is_photo = part["kind"] in ("photo", "media", "certificate")
        link = part["make"] == "link"
        return DemoRecord(
            key=planned.key,
            ledger_class=part.get("class") or entry["class"],
            kind=part["kind"],
            title=planned.title,
            happened_on=planned.day,
            place="" if bare else part.get("place") or entry.get("place", ""),
            organiser=marks["department"].format(unit=self.unit.short_name, department=entry["dept"])
            if is_photo
            else entry["dept"],
            people="" if bare else part.get("people") or entry.get("people", ""),
            theme="" if planned.flaw == "no_theme" else planned.theme,
            document_number=planned.document_number,
            department=entry["dept"],
            uploader=str(liaison.username),
            owner=liaison.name,
            lines=planned.lines,
            files=tuple(self._files(planned)),
            received_at=received(planned, self.today),
            address=f"{LINK_ROOT}{planned.day:%Y%m%d}.html" if link else "",
            body=words("texts")["link"]["body"].format(theme=planned.theme) if link else "",
            late_reason=marks["late"] if planned.flaw == "late" else "",
            flaw=planned.flaw,
        )

    def _files(self, planned: Planned) -> list[DemoFile]:
        part, marks = planned.part, words("texts")["marks"]
        if part["make"] == "link":
            return []
        folder = self.workdir / planned.key
        folder.mkdir(parents=True, exist_ok=True)
        if part["make"] == "photo":
            paths = self.studio.photographs(planned, folder)
            return [
                DemoFile(path, marks["photo_name"].format(title=planned.title, n=number))
                for number, path in enumerate(paths, 1)
            ]
        if part["make"] == "table":
            path = folder / "1.xlsx"
            write_sheet(self._sheet(planned), path)
        else:
            paper = WRITERS[part["make"]](self._brief(planned))
            path = folder / f"1.{part.get('as', 'docx')}"
            (write_pdf if path.suffix == ".pdf" else write_docx)(paper, path)
        return [DemoFile(path, marks["file_name"].format(title=planned.title, ext=path.suffix[1:]))]

    def _sheet(self, planned: Planned) -> SheetBrief:
        staff = [person for person in self.unit.people if person.department]
        return SheetBrief(
            name=planned.part["table"],
            title=planned.title,
            day=planned.day,
            unit=self.unit.name,
            people=staff,
            liaisons=list(self.liaisons.values()),
            lines=self.leaves,
            seed=planned.key,
        )

    def _brief(self, planned: Planned) -> Brief:
        entry, part = planned.entry, planned.part
        rng = planned.draw("brief")
        own = [person for person in self.unit.people if person.department == entry["dept"]]
        scribe = rng.choice(own)
        seed = planned.key
        if part["make"] == "reflection":
            if planned.flaw == "same_text":
                seed = self.reflections.get(entry["key"], seed)
            self.reflections[entry["key"]] = seed
            scribe = rng.choice([person for person in self.unit.people if person.department])
        return Brief(
            title=planned.title,
            theme=planned.theme or planned.title,
            day=planned.day,
            unit=self.unit.name,
            department=scribe.department or entry["dept"],
            number=planned.document_number,
            place=part.get("place") or entry.get("place", ""),
            people=entry.get("people", ""),
            host=rng.choice(self.leaders).name if part["make"] == "minutes" else rng.choice(own).name,
            scribe=scribe.name,
            issue=planned.number,
            seed=seed,
            about=tuple(part.get("about", ())),
            head=tuple(part.get("head", ())),
            rows=tuple(tuple(row) for row in part.get("rows", ())),
            line=part.get("line", ""),
            long=bool(part.get("long")),
            form=part.get("form", ""),
        )


def build_demo(today: date, workdir: Path, *, photo_scale: float = 1.0) -> DemoPlan:
    """Build the whole demonstration as it looks on ``today``; its files are written below ``workdir``.

    The same day gives the same plan and the same files, byte for byte.
    photo_scale  1 draws photographs of 1024 × 768; a smaller one is quicker where their size does not matter.
    Raises  FileNotFoundError if the seed or the packaged fonts are missing; OSError if ``workdir`` cannot be written.
    """
    year = assessed_year(today)
    unit = cast.unit(today)
    document = demo_criteria(year)
    maker = Maker(unit, document, workdir, today, photo_scale)
    records = tuple(maker.record(planned) for planned in plan_records(today, unit, document))
    return DemoPlan(
        today=today,
        year=year,
        password=cast.password(),
        authority=cast.authority(),
        unit=unit,
        criteria=document,
        owners=line_owners(document, unit, records, today),
        records=records,
        rounds=plan_rounds(document, unit, today),
    )
