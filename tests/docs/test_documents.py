"""What the documents say is so: links lead somewhere, generated pages are fresh, named things exist."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires

import pytest

from deploy import documents, reference
from wenming.kernel import env
from wenming.organisations.access import REGISTRY

ROOT = documents.ROOT
ENVIRONMENT = re.compile(r"environ(?:\.get\(|\[)\s*\"((?:WENMING_|DATABASE_)\w+)\"")
ADR = re.compile(r"^(\d{4})-[a-z0-9-]+\.md$")


def of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> dict[str, set[str] | None]:
    return {one.name: None if one.free else one.options for one in reference.commands()}


@pytest.mark.parametrize("path", documents.documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(path):
    assert list(documents.dead_links(path)) == []


@pytest.mark.parametrize("path", documents.documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_names_only_commands_options_and_targets_that_exist(path, commands):
    assert list(documents.unknown_commands(path, commands, documents.targets())) == []


def test_the_generated_pages_say_what_the_code_says():
    assert reference.stale() == []


def test_every_setting_and_every_permission_is_in_the_reference():
    settings, permissions = of("docs/reference/settings.md"), of("docs/reference/permissions.md")
    assert [name for name in env.KNOWN if f"`{name}`" not in settings] == []
    assert [code for code in REGISTRY if f"`{code}`" not in permissions] == []


def test_no_part_of_the_program_reads_a_variable_that_is_not_in_the_reference():
    settings = of("docs/reference/settings.md")
    read = {name for path in (ROOT / "src").rglob("*.py") for name in ENVIRONMENT.findall(path.read_text("utf-8"))}
    assert read
    assert sorted(name for name in read if f"`{name}`" not in settings) == []


def test_every_dependency_is_listed_with_its_licence():
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    wanted = [*project["dependencies"], *(one for more in project["optional-dependencies"].values() for one in more)]
    listed = of("docs/dependencies.md").lower()
    names = [re.split(r"[\[<>=!~ ;]", requirement)[0].lower() for requirement in wanted]
    assert [name for name in names if f"| {name} " not in listed] == []
    assert requires("wenming")


def test_decisions_are_numbered_without_gaps_and_say_the_same_three_things():
    pages = {match[1]: path for path in (ROOT / "docs/adr").glob("*.md") if (match := ADR.match(path.name))}
    assert sorted(map(int, pages)) == list(range(1, len(pages) + 1))
    for number, path in pages.items():
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number} ") or re.match(rf"# (?:ADR[- ])?{number}\b", text), path.name
        lacking = [part for part in ("Context", "Decision", "Consequences") if f"\n## {part}\n" not in text]
        assert lacking == [], path.name


def test_every_identifier_of_the_glossary_is_in_the_code():
    glossary = of("docs/glossary.md").split("## Words kept for later")[0]
    rows = [line.split("|") for line in glossary.splitlines() if line.startswith("| ")]
    named = {name for row in rows if len(row) > 2 for name in re.findall(r"`(\w+)`", row[2])}
    code = {word for path in (ROOT / "src").rglob("*.py") for word in re.findall(r"\w+", path.read_text("utf-8"))}
    assert len(named) > 60
    assert sorted(named - code) == []


def test_every_page_for_users_is_in_both_languages():
    for folder in ("start", "how-to"):
        english = {path.name for path in (ROOT / "docs" / folder).glob("*.md")}
        chinese = {path.name for path in (ROOT / "docs/zh" / folder).glob("*.md")}
        assert english == chinese, folder


def test_every_page_is_reached_from_the_front_page():
    seen, waiting = set(), [ROOT / "README.md", ROOT / "README.zh-CN.md"]
    while waiting:
        path = waiting.pop().resolve()
        if path in seen or path.suffix != ".md" or not path.is_file():
            continue
        seen.add(path)
        for _number, line in documents.read(path).prose:
            for one, other in documents._LINK.findall(line):
                target = (one or other).partition("#")[0]
                there = (path.parent / target).resolve() if target and not documents._OUTSIDE.match(target) else None
                if there and there.is_dir():
                    waiting += there.glob("*.md")
                elif there:
                    waiting.append(there)
    everything = {path.resolve() for path in (ROOT / "docs").rglob("*.md")}
    assert sorted(str(path.relative_to(ROOT)) for path in everything - seen) == []
