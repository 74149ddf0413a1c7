"""The check of the documents itself: it finds what it should, and only that."""

from __future__ import annotations

import pytest

from deploy import documents

KNOWN = {"serve": {"--port", "--help"}, "criteria parse": {"--table", "--help"}, "manage": None}


@pytest.fixture
def page(tmp_path, monkeypatch):
    """``page(text)`` is a document with that text, in a project of its own."""
    monkeypatch.setattr(documents, "ROOT", tmp_path)

    def written(text: str):
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def wrong(path) -> list[str]:
    return [one.split(": ", 1)[1] for one in documents.unknown_commands(path, KNOWN, {"run", "test"})]


def test_a_dead_link_a_missing_picture_and_a_missing_heading_are_found(page, tmp_path):
    (tmp_path / "there.md").write_text("# Some Heading\n", encoding="utf-8")
    path = page("[a](gone.md) ![b](img/gone.png) [c](there.md#some-heading) [d](there.md#other) [e](https://x.example)")
    found = list(documents.dead_links(path))
    assert [one.rsplit(" ", 1)[1] for one in found] == ["gone.md", "img/gone.png", "there.md#other"]


def test_links_inside_code_are_no_links(page):
    assert list(documents.dead_links(page("`[a](gone.md)`\n\n```md\n[a](gone.md)\n```\n"))) == []


def test_chinese_headings_have_anchors(page):
    path = page("## 一、测评表（第 1 步）\n\n[往上](#一测评表第-1-步)\n")
    assert list(documents.dead_links(path)) == []


def test_an_unknown_command_option_or_target_is_found(page):
    path = page(
        "Run `wenming serv` or `make walk`.\n\n```sh\n$ wenming serve --prot 1\nwenming criteria parse x --table\n```\n"
    )
    assert wrong(path) == [
        "no such command: wenming serv",
        "no such target: make walk",
        "wenming serve has no option --prot",
    ]


def test_commands_are_found_behind_sudo_assignments_paths_and_pipes(page):
    path = page("```sh\nA=1 .venv/bin/wenming gone | wc\nx && sudo make walk\nwenming serve \\\n  --prot 1\n```\n")
    assert wrong(path) == [
        "no such command: wenming gone",
        "no such target: make walk",
        "wenming serve has no option --prot",
    ]


def test_placeholders_output_and_other_programs_are_left_alone(page):
    path = page(
        "`wenming COMMAND …` `wenming --help` `wenming manage migrate --fake`\n\n```text\nwenming 0.1.0\n```\n\n```sh\nls --prot\n```\n"
    )
    assert wrong(path) == []
