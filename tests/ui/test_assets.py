"""Assets are files we keep, whose origin is written down; nothing comes from outside at run time."""

import hashlib
import re
import shutil
from pathlib import Path

import wenming
from wenming import ui
from wenming.ui import icons
from wenming.ui.storage import StaticStorage

HERE = Path(ui.__file__).parent
STATIC = HERE / "static"


def rows():
    return re.findall(
        r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| `([0-9a-f]{64})` \|$", (HERE / "VENDOR.md").read_text(), re.M
    )


def test_every_vendored_file_is_listed_with_its_version_licence_and_digest():
    listed = {path: digest for path, _package, _licence, digest in rows()}
    kept = {f"static/vendor/{path.name}" for path in (STATIC / "vendor").iterdir()} | {"static/ui/icons.svg"}
    assert set(listed) == kept
    for path, digest in listed.items():
        assert hashlib.sha256((HERE / path).read_bytes()).hexdigest() == digest, path


def test_no_vendored_file_points_to_a_map_that_is_not_there():
    for path in (STATIC / "vendor").iterdir():
        assert b"sourceMappingURL" not in path.read_bytes(), path.name


def test_every_icon_that_is_named_exists():
    named = set()
    for path in Path(wenming.__file__).parent.rglob("*.html"):
        source = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        named |= {(name, path.name) for name in re.findall(r'\{% icon "([^"]+)"', source)}
        named |= {(name, path.name) for name in re.findall(r'\b(?:icon2?|badge_icon)="([^"]+)"', source)}
    unknown = {(name, where) for name, where in named if name not in icons.known() and name != "none"}
    assert unknown == set()


def test_our_own_styles_and_scripts_reach_for_nothing_outside():
    for path in [*STATIC.glob("ui/*.css"), *STATIC.glob("ui/js/*.js")]:
        outside = [url for url in re.findall(r"https?://[^\s'\")]+", path.read_text()) if "www.w3.org" not in url]
        assert outside == [], path.name


def test_every_colour_comes_from_the_tokens():
    look = re.sub(r"/\*.*?\*/", "", (STATIC / "ui" / "look.css").read_text(), flags=re.S)
    screen = look.split("@media print")[0]
    literal = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", screen))
    paper = {"#fff", "#000", "#e9e4d8", "#f8f5ee", "#d4dfea", "#f3f0e8", "#eae5d8", "#f6f3ec", "#a9bdb1"}
    assert literal <= paper, literal - paper


def test_the_names_of_imported_modules_change_with_their_content(tmp_path):
    shutil.copytree(STATIC / "ui", tmp_path / "ui")
    storage = StaticStorage(location=tmp_path)
    files = {
        str(path.relative_to(tmp_path)): (storage, str(path.relative_to(tmp_path))) for path in tmp_path.rglob("*.*")
    }
    for _name, _hashed, problem in storage.post_process(files):
        assert not isinstance(problem, Exception), problem
    entry = next(tmp_path.glob("ui/js/ui.*.js")).read_text()
    imported = re.findall(r'import\s*(?:\{[^}]*\}\s*from\s*)?"\./([^"]+)"', entry)
    assert len(imported) >= 10
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", name) for name in imported)
