"""The English catalogue: refreshed from the sources, and complete or the build fails.

python -m deploy.messages update   write new msgids into src/wenming/locale/en
python -m deploy.messages check    fail on a missing, fuzzy or broken entry, or a Chinese literal outside ``_()``
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wenming"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Rooms whose Chinese is data that is matched or written into papers, not words of the interface.
DATA_ROOMS = ("rules", "formats", "demo", "migrations")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def collect(into: Path) -> None:
    """Run makemessages on a copy of the package's catalogue folder under ``into``."""
    if shutil.which("xgettext") is None:
        sys.exit("gettext is not installed. Install it with: sudo apt-get install gettext")
    command = [
        sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-wrap",
        "--ignore", "static/*", "--ignore", "demo/*",
    ]  # fmt: skip
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "wenming.config.settings", "PYTHONPATH": str(into.parent)}
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            command, cwd=into, check=True, env=environment | {"WENMING_HOME": home}, stdout=subprocess.DEVNULL
        )


def update() -> int:
    """Refresh the catalogue in place and compile it."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    collect(PACKAGE)
    text = CATALOGUE.read_text(encoding="utf-8")
    text = re.sub(r'"POT-Creation-Date: [^"]*\\n"\n', "", text)
    CATALOGUE.write_text(text, encoding="utf-8")
    compile_catalogue()
    missing = [entry for entry, words in entries(text).items() if not words]
    print(f"{len(entries(text))} entries, {len(missing)} without English")
    return 0


def compile_catalogue() -> None:
    subprocess.run(["msgfmt", "-o", str(CATALOGUE.with_suffix(".mo")), str(CATALOGUE)], check=True)


def entries(text: str) -> dict[str, list[str]]:
    """msgid → its translations (several for plurals); the header and obsolete entries left out."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if not any(line.startswith("msgid ") for line in lines):
            continue
        parts: dict[str, str] = {}
        key = ""
        for line in lines:
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) (".*")$', line)
            if match:
                key = match.group(1)
                parts[key] = ast.literal_eval(match.group(2))
            elif line.startswith('"') and key:
                parts[key] += ast.literal_eval(line)
        if not parts.get("msgid"):
            continue
        words = [value for name, value in parts.items() if name.startswith("msgstr")]
        found[f"{parts.get('msgctxt', '')}\4{parts['msgid']}"] = words if all(words) else []
    return found


def problems_of_catalogue() -> list[str]:
    """Missing, empty, fuzzy and broken entries."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "wenming"
        shutil.copytree(
            PACKAGE, copy, ignore=shutil.ignore_patterns("static", "fonts", "__pycache__", "*.ttf", "*.otf")
        )
        collect(copy)
        fresh = (copy / "locale/en/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    kept = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.is_file() else ""
    known = entries(kept)
    found = [f"no English for: {key.split(chr(4))[1][:80]!r}" for key in entries(fresh) if not known.get(key)]
    found += fuzzy_entries(kept)
    for key, words in known.items():
        wanted = sorted(PLACEHOLDER.findall(key))
        found += [
            f"placeholders differ: {key.split(chr(4))[1][:80]!r}"
            for one in words
            if wanted and sorted(PLACEHOLDER.findall(one)) != wanted
        ]
    return found


def fuzzy_entries(text: str) -> list[str]:
    """Entries whose translation gettext only guessed; the header, which is marked so in a new catalogue, is none."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE)]
    return [
        f"fuzzy entry near: {block[:120]!r}" for block in blocks if not re.search(r'^msgid ""\nmsgstr', block, re.M)
    ]


def hidden_calls(source: str) -> list[tuple[int, str]]:
    """Calls of ``_()`` inside f-strings, (line, code): xgettext does not see them, so they are never translated."""
    return [
        (call.lineno, ast.unparse(call))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _name(call.func) in MARKERS
    ]


def problems_of_sources() -> list[str]:
    """Words that cannot be collected, in any room."""
    return [
        f"{path.relative_to(ROOT)}:{line}: inside an f-string, where xgettext does not look: {code[:60]}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, code in hidden_calls(path.read_text(encoding="utf-8"))
    ]


def chinese_literals() -> list[str]:
    """Chinese string literals outside ``_()`` in rooms that speak to people, and bare Chinese in templates."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if any(part.removesuffix(".py") in DATA_ROOMS for part in parts):
            continue
        found += [f"{path.relative_to(ROOT)}:{line}: {text[:40]!r}" for line, text in _bare(path)]
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        for pattern in (
            r"\{#.*?#\}", r"\{% comment %\}.*?\{% endcomment %\}", r"\{% (?:translate|trans) .*?%\}",
            r"\{% blocktrans(?:late)?.*?\{% endblocktrans(?:late)? %\}", r'_\("[^"]*"\)', r"<!--.*?-->",
        ):  # fmt: skip
            text = re.sub(pattern, lambda match: "\n" * match.group().count("\n"), text, flags=re.S)
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:60]!r}"
            for number, line in enumerate(text.splitlines(), 1)
            if CHINESE.search(line)
        ]
    return found


def _bare(path: Path) -> list[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = source.splitlines()
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS:
            allowed.update(id(inner) for argument in node.args for inner in ast.walk(argument))
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                allowed.add(id(first.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in allowed
        and "# data" not in lines[node.lineno - 1]
    ]


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def check() -> int:
    found = problems_of_catalogue() + problems_of_sources() + chinese_literals()
    for line in found:
        print(line)
    compiled = CATALOGUE.with_suffix(".mo")
    if CATALOGUE.is_file() and not compiled.is_file():
        print("the compiled catalogue is missing: run make messages")
        return 1
    print(f"English catalogue: {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
