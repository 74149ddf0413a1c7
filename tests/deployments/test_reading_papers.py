"""Speeches, notices, plans and circulars are read for what they ask, and for nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deployments.scoring import Result, compare, papers, score
from wenming.deployments.formats.document import document_of
from wenming.deployments.formats.source import read_file, read_text
from wenming.deployments.rules.reading import read

PAPERS = list(papers())
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "deploy"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["name"])
def test_a_paper_is_read_as_people_read_it(paper):
    assert score(paper).notes == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["name"])
def test_every_text_is_an_exact_piece_of_one_paragraph(paper):
    paragraphs = {one.number: one.text for one in read_text(paper["text"])}
    document = document_of(read(list(read_text(paper["text"])), year=paper["year"]))
    for told in (*document["tasks"], *document["rules"], *document["stages"]):
        assert told["text"] in paragraphs[told["paragraph"]]


def test_the_scorer_sees_what_is_missed_what_is_invented_and_a_wrong_day():
    paper = {"tasks": [{"in": "报送名单", "due": "2026-04-15"}], "stages": [["准备阶段", None, None]]}

    def told(text, due):
        return {
            "text": text,
            "due": due,
            "due_text": "",
            "from": None,
            "every": None,
            "due_kind": "date",
            "owners": [],
            "deliver_to": None,
        }

    right = {
        "tasks": [told("4月15日前报送名单", "2026-04-15")],
        "stages": [{"name": "准备阶段", "from": None, "to": None}],
        "rules": [],
    }
    wrong = {"tasks": [told("4月15日前报送名单", "2026-04-16")], "stages": [], "rules": []}
    assert compare(paper, right).notes == []
    result = compare(paper, wrong)
    assert (result.recall, result.precision, result.stages) == (0, 0, 0)


def test_all_papers_together_hold_what_is_promised():
    total = Result()
    for paper in PAPERS:
        total.add(score(paper))
    assert len(PAPERS) >= 25
    assert total.recall >= 0.95 and total.precision >= 0.9 and total.stages >= 0.95


@pytest.mark.skipif(not SAMPLES.exists(), reason="the open samples are not here")
@pytest.mark.parametrize("name", ["全市推进会讲话.txt", "报送工作通知.docx", "机关动员讲话.txt"])
def test_the_open_samples_are_read_whole(name):
    wanted = json.loads((SAMPLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    document = document_of(read(read_file(SAMPLES / name), year=wanted["year"]))
    paper = {
        "tasks": [
            {key: value for key, value in (("in", task["text"]), ("due", task["due"]), ("from", task["from"])) if value}
            | ({"every": "/".join(str(part) for part in task["every"].values())} if task["every"] else {})
            for task in wanted["tasks"]
        ],
        "stages": [[stage["name"], stage["from"], stage["to"]] for stage in wanted["stages"]],
        "rules": [[rule["kind"], rule["text"]] for rule in wanted["rules"]],
        "may": wanted["may"],
    }
    assert compare(paper, document).notes == []
