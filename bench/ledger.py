"""The ledger while it grows: 300 records of one unit-year, 2,000, 20,000, 100,000 – and a million in the instance.

    .venv/bin/python -m bench ledger

Records are made in blocks of a hundred – fourteen classes, a dozen kinds, ten departments, one or two files each, most of them
filed and linked to lines of a set of 150 – and copied inside the database, an entry of the trail for each. Measured is the
server time of whole pages for a clerk who has signed in: the median, and at the full size also the value that nineteen of
twenty requests stay below, over different filters, pages, records and lines in turn.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bench import scoring
from bench.figures import Figure, Spent, timed
from bench.filling import another_digest, multiply, settle
from bench.instance import AT, YEAR, House, house, label, queries
from bench.trees import LEAVES, answered_round

BLOCK = 100
LIST_BAR, PAGE_BAR, FLAT, QUERIES = 25.0, 60.0, 1.2, 15
UNITS = 1_000
DAYS = 240  # of the year so far, over which records happened


class Ledger:
    """One unit's records, and later everybody's."""

    def __init__(self, stood: House, units: int) -> None:
        from wenming.criteria.models import Line
        from wenming.organisations.models import Organisation

        self.stood = stood
        scoring_document = scoring.document(LEAVES[150])
        _with_duties(scoring_document["lines"])
        self.made, self.round = answered_round(stood, 150, scoring_document)
        self.leaves = list(Line.objects.filter(criteria_set=self.made, is_leaf=True, bonus=False).order_by("order"))
        self.blocks = self._first_block()
        others = Organisation.objects.bulk_create(
            Organisation(
                code=f"unit-{n}", name=f"云溪市第{n}单位", created_at=AT, territory_parent=stood.authority,
                territory_path=f"{stood.authority.territory_path}{10_000 + n}/", line_path=f"/{10_000 + n}/",
            )
            for n in range(units)
        )  # fmt: skip
        self.first_unit, self.units, self.copies = others[0].pk, units, 0

    def _first_block(self) -> dict[str, Any]:
        from wenming.audit.models import Entry
        from wenming.evidence.models import File, Link, Record, RecordFile
        from wenming.evidence.states import EvidenceKind, FileState, LedgerClass

        stood = self.stood
        classes, kinds = list(LedgerClass), list(EvidenceKind)
        records = Record.objects.bulk_create(
            Record(
                organisation=stood.unit, year=YEAR, ledger_class=classes[n % len(classes)], kind=kinds[n % len(kinds)],
                title=f"关于开展第{n}项文明创建活动的情况", happened_on=(AT - timedelta(days=n * DAYS // BLOCK)).date(),
                place="市民广场", organiser="云溪市园林局", people="李明等三十二人", theme="志愿服务",
                document_number=f"云园〔{YEAR}〕{n}号" if n % 3 == 0 else "", body="活动按计划完成，群众反映良好。" * 20,
                department=stood.departments[n % 10], received_at=AT - timedelta(hours=n), received_by="王干事",
                filed_at=None if n % 7 == 0 else AT,
            )
            for n in range(BLOCK)
        )  # fmt: skip
        files = File.objects.bulk_create(
            File(
                sha256=f"{n:040x}{'f' * 24}", size=812_000 + n, name=f"材料{n}.jpg", media_type="image/jpeg" if n % 2 else
                "application/pdf", extension="jpg" if n % 2 else "pdf",
                state=FileState.UNREADABLE if n % 60 == 0 else FileState.SOUND, received_at=AT, pages=3,
                words=400, thumbnail=f"renditions/{n}", preview=f"renditions/{n}", facts={"width": 4000, "height": 3000},
            )
            for n in range(BLOCK * 3 // 2)
        )  # fmt: skip
        held = RecordFile.objects.bulk_create(
            RecordFile(record=records[n % BLOCK], file=file, position=n // BLOCK, name=file.name, received_at=AT)
            for n, file in enumerate(files)
        )
        links = Link.objects.bulk_create(
            Link(
                record=records[n], line=self.leaves[(n * 37) % len(self.leaves)], confirmed_at=AT, confirmed_by="王干事"
            )
            for n in range(BLOCK)
            if n % 10
        )
        Record.objects.filter(organisation=stood.unit).changed()
        entries = Entry.objects.bulk_create(
            Entry(
                organisation_id=stood.unit.pk, sequence=10_000_000 + n, at=AT, actor_name="王干事",
                event="evidence.record.registered", target=f"evidence.record:{record.pk}", digest="0" * 64,
            )
            for n, record in enumerate(records)
        )  # fmt: skip
        self.first_record = records[0].pk
        return {"records": records, "files": files, "held": held, "links": links, "entries": entries}

    def grow(self, records: int, *, everybody: bool = False) -> None:
        """Bring the unit's records, or those of the whole instance, to so many."""
        from wenming.audit.models import Entry
        from wenming.evidence.models import File, Link, Record, RecordFile

        first, last = self.copies + 1, records // BLOCK - 1
        size = {name: len(rows) for name, rows in self.blocks.items()}
        start = {name: rows[0].pk for name, rows in self.blocks.items()}
        unit = f"{self.first_unit} + ({{n}} % {self.units})"
        own = {"organisation_id": unit, "department_id": "NULL"} if everybody else {}
        multiply(Record, start["records"], BLOCK, last, made=own, start=first)
        multiply(File, start["files"], size["files"], last, made={"sha256": another_digest()}, start=first)
        both = {"record_id": BLOCK, "file_id": size["files"]}
        multiply(RecordFile, start["held"], size["held"], last, follow=both, start=first)
        multiply(Link, start["links"], size["links"], last, follow={"record_id": BLOCK}, start=first)
        trail = {
            "sequence": f"{{old}} + {{n}} * {BLOCK}",
            "target": f"'evidence.record:' || (t.sequence - 10000000 + {start['records']} + {{n}} * {BLOCK})",
        } | ({"organisation_id": unit} if everybody else {})  # fmt: skip
        multiply(Entry, start["entries"], BLOCK, last, made=trail, start=first, any_keys=True)
        self.copies = last
        settle()


def _with_duties(lines: list[dict[str, Any]]) -> None:
    """Every leaf asks for something, as real lines do."""
    for line in lines:
        _with_duties(line.get("lines", []))
        if not line.get("lines"):
            line["evidence"] = [
                {"kind": "official_document", "min": 1},
                {"kind": "photo", "min": 2, "caption": ["time", "place", "organiser"]},
            ]


def turns(stood: House, addresses: list[str], times: int) -> Spent:
    """Server time of different pages asked for one after the other."""

    def ask(n: int) -> None:
        response = stood.client.get(addresses[n % len(addresses)])
        assert response.status_code == 200, addresses[n % len(addresses)]

    return timed(ask, times, warm=len(addresses))


def measure(*, quick: bool = False) -> list[Figure]:
    """Lists at each size, then every kind of page at the full size."""
    from django.urls import reverse

    times = 8 if quick else 40
    sizes = (300, 2_000) if quick else (300, 2_000, 20_000)
    full, instance = (5_000, 10_000) if quick else (100_000, 1_000_000)
    figures: list[Figure] = []
    with house() as stood:
        ledger = Ledger(stood, 20 if quick else UNITS)
        address = reverse("evidence:record_list")
        medians: dict[int, tuple[float, float]] = {}
        for size in sizes:
            ledger.grow(size)
            medians[size] = turns(stood, [address], times).median()
            clock, processor = medians[size]
            bar = LIST_BAR if size == sizes[0] else None
            figures.append(Figure(f"ledger list, {size:,} records", clock, "ms", bar, processor=processor))
            if bar:
                figures.append(Figure(f"ledger list, {size:,} records: queries", queries(stood.client, address),
                                      "queries", QUERIES))  # fmt: skip
        most, fewer = sizes[-1], sizes[-2]
        ratios = [a / b for a, b in zip(medians[most], medians[fewer], strict=True)]
        figures.append(
            Figure(f"ledger list: {most:,} against {fewer:,} records", ratios[0], "×", FLAT,
                   processor=ratios[1] if label() == "SQLite" else None)
        )  # fmt: skip
        ledger.grow(full)
        ledger.grow(instance, everybody=True)
        where = f"{full:,} of the unit-year, {instance:,} in all"
        for name, pages in kinds_of_pages(stood, ledger, full).items():
            spent = turns(stood, pages, max(times, 2 * len(pages)))
            clock, processor = spent.p95()
            middle = spent.median()[0]
            note = f"median {middle:.1f} ms"
            figures.append(Figure(f"{name}, {where}: p95", clock, "ms", PAGE_BAR, processor=processor, note=note))
            most_queries = max(queries(stood.client, page) for page in pages[:6])
            figures.append(Figure(f"{name}: queries", most_queries, "queries", QUERIES))
    return figures


def kinds_of_pages(stood: House, ledger: Ledger, full: int) -> dict[str, list[str]]:
    """What is asked for at the full size: name → addresses in turn."""
    from django.urls import reverse

    records = reverse("evidence:record_list")
    department = stood.departments[3].pk
    some = [ledger.first_record + (n * 7919) % full for n in range(20)]
    lines = [ledger.leaves[(n * 11) % len(ledger.leaves)] for n in range(12)]
    return {
        "ledger list": [
            records, f"{records}?year={YEAR}", f"{records}?page=3", f"{records}?class=activity&department={department}",
            f"{records}?kind=photo", f"{records}?state=unfiled", f"{records}?state=unlinked", f"{records}?sort=received",
        ],
        "ledger search": [f"{records}?q=第{n}项" for n in range(40, 60)],
        "record page": [reverse("evidence:record_detail", args=[pk]) for pk in some],
        "line page of a round": [reverse("assessment:answer", args=[ledger.round.pk, line.pk]) for line in lines],
        "line page of a set": [reverse("criteria:line_detail", args=[ledger.made.pk, line.order]) for line in lines],
        "desk": [reverse("workbench:home")],
        "gap list": [reverse("evidence:gap_list")],
    }  # fmt: skip
