"""Tables in the layouts of offices come back as the lines that they print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.criteria.tables_measure import measure
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse

OWN = Path(__file__).parent / "tables"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "samples" / "criteria"


def _expected(folder: Path) -> list[Path]:
    return sorted((folder / "expected").glob("*.json"))


@pytest.mark.parametrize("said", _expected(OWN), ids=lambda path: path.stem)
def test_every_layout_gives_exactly_its_lines(said: Path):
    expected = json.loads(said.read_text())
    document = parse(OWN / expected["file"]).document
    found = measure(document, expected)
    assert found.exact, "\n".join(found.wrong)
    read_document(document)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the open samples are not on this machine")
@pytest.mark.parametrize("said", _expected(SHARED), ids=lambda path: path.stem)
def test_the_open_samples_give_exactly_their_lines(said: Path):
    expected = json.loads(said.read_text())
    document = parse(SHARED / expected["file"]).document
    found = measure(document, expected)
    assert found.exact, "\n".join(found.wrong)
    read_document(document)


def test_the_samples_are_what_their_makers_make():
    """The files of this folder and their expectations are those of tables/make.py; PDFs differ in their dates."""
    from tests.criteria.tables import in_text, make

    for sample in in_text.SAMPLES:
        name, data, said = sample()
        assert (OWN / name).read_bytes() == data
        written = json.loads((OWN / "expected" / f"{name}.json").read_text())
        assert written["lines"] == make.lines(said["lines"])


def test_the_measure_notices_a_wrong_point_a_wrong_parent_and_a_missing_line():
    expected = json.loads((OWN / "expected" / "股室考核.csv.json").read_text())
    document = parse(OWN / "股室考核.csv").document
    document["lines"][0]["lines"][0]["points"] = "16"
    assert measure(document, expected).structure < 1
    document = parse(OWN / "股室考核.csv").document
    document["lines"].append(document["lines"][0]["lines"].pop())
    assert measure(document, expected).structure < 1
    document = parse(OWN / "股室考核.csv").document
    document["lines"].pop()
    assert measure(document, expected).structure < 1
