"""Every component hangs in the gallery, and the gallery keeps the rules of every page."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from wenming import ui
from wenming.ui.gallery import LONG

TEMPLATES = Path(ui.__file__).parent / "templates"
FRAME = {"_document", "_toc", "_language", "_messages", "_mark"}  # parts of the frame itself
PAGES = [path for path in TEMPLATES.rglob("*.html") if "gallery" not in path.parts]


@pytest.fixture
def gallery(client, db) -> BeautifulSoup:
    response = client.get("/ui/gallery/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_component_hangs_in_it():
    hung = "".join(path.read_text() for path in (TEMPLATES / "ui" / "gallery").glob("*.html"))
    hung += (TEMPLATES / "ui" / "gallery.html").read_text()
    components = {path.stem for path in (TEMPLATES / "ui").glob("_*.html")} - FRAME
    by_tag = {
        "_breadcrumbs": "crumbs=crumbs",
        "_dial": "{% dial",
        "_beads": "{% beads",
        "_bead_key": "{% bead_key",
        "_pagination": "{% pagination",
        "_sort": "{% sort",
    }
    missing = {name for name in components if f"ui/{name}.html" not in hung and by_tag.get(name, "\0") not in hung}
    assert missing == set()


def test_every_component_tells_its_inputs_on_top():
    for path in (TEMPLATES / "ui").glob("_*.html"):
        assert re.match(r"\{% comment %\} ui/_\w+\.html – ", path.read_text()), path.name


def test_it_shows_long_text_and_english(gallery):
    assert str(LONG) in gallery.text
    assert "Nothing matches these filters" in gallery.text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_draws_in_both_languages(client, db, language):
    client.cookies["language"] = language
    page = client.get("/ui/gallery/")
    assert page.status_code == 200
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}">' in page.content.decode()


def test_no_two_things_share_an_id(gallery):
    ids = [one["id"] for one in gallery.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_leads_somewhere(gallery):
    for one in gallery.find_all("label", attrs={"for": True}):
        assert gallery.find(id=one["for"]), one
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for one in gallery.find_all(attrs={attribute: True}):
            for name in one[attribute].split():
                assert gallery.find(id=name), (attribute, name)


def test_no_page_carries_inline_style_or_script():
    for path in PAGES:
        source = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", source), path
        for script in re.findall(r"<script[^>]*>", source):
            assert "src=" in script, path


def test_no_page_or_style_fetches_anything_from_outside(gallery):
    for one in gallery.find_all(src=True) + gallery.find_all("link", href=True):
        address = one.get("src") or one.get("href")
        assert address.startswith(("/static/", "data:")), address


def test_there_is_one_heading_of_the_page_and_a_way_past_the_navigation(gallery):
    assert [one.text.strip() for one in gallery.select("main > header h1")] == ["组件"]
    assert gallery.find("a", class_="skip")["href"] == "#main"
    assert gallery.find(id="main").name == "main"
