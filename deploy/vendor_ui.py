"""Put the interface's third-party files in place, and write down what they are.

    npm pack @tabler/core@1.6.1 htmx.org@2.0.11 @tabler/icons@3.51.0
    python deploy/vendor_ui.py tabler-core-*.tgz htmx.org-*.tgz tabler-icons-*.tgz

Copies the built files into ``src/wenming/ui/static/vendor``, drops their ``sourceMappingURL`` comments (the maps are not
shipped, and collecting static files fails on a dangling one), builds ``static/ui/icons.svg`` from ``ui/icons.txt`` and
writes ``ui/VENDOR.md`` with version, licence and SHA-256. A test compares the digests. Run it only to upgrade.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src" / "wenming" / "ui"
VENDOR = UI / "static" / "vendor"
SPRITE = UI / "static" / "ui" / "icons.svg"
# npm package → {file in the package: name under static/vendor}
WANTED = {
    "@tabler/core": {"dist/css/tabler.min.css": "tabler.min.css", "dist/js/tabler.min.js": "tabler.min.js"},
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
    "@tabler/icons": {"LICENSE": "tabler-icons.LICENSE.txt"},
}
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)\s*$")
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
NOTHING = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" />')


def names() -> list[str]:
    """The icons we use, sorted, each once."""
    lines = (UI / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted({name for line in lines if not line.startswith("#") for name in line.split()})


def sprite(package: tarfile.TarFile) -> str:
    """One SVG with a symbol per icon; a wrong name in icons.txt stops with a KeyError that names it."""
    symbols = []
    for name in names():
        source = read(package, f"icons/outline/{name}.svg").decode()
        drawing = NOTHING.sub("", DRAWING.search(source).group(1))  # type: ignore[union-attr]
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(drawing.split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def read(package: tarfile.TarFile, path: str) -> bytes:
    member = package.extractfile(f"package/{path}")
    if member is None:
        raise KeyError(path)
    return member.read()


def main(archives: list[str]) -> None:
    rows = []
    VENDOR.mkdir(parents=True, exist_ok=True)
    for archive in archives:
        with tarfile.open(archive) as package:
            about = json.loads(read(package, "package.json"))
            for source, target in WANTED[about["name"]].items():
                content = SOURCE_MAP.sub(b"\n", read(package, source))
                (VENDOR / target).write_bytes(content)
                rows.append((f"static/vendor/{target}", about, hashlib.sha256(content).hexdigest()))
            if about["name"] == "@tabler/icons":
                SPRITE.parent.mkdir(parents=True, exist_ok=True)
                SPRITE.write_text(sprite(package), encoding="utf-8")
                rows.append(("static/ui/icons.svg", about, hashlib.sha256(SPRITE.read_bytes()).hexdigest()))
    table = "\n".join(f"| `{path}` | {about['name']} {about['version']} | {about['license']} | `{digest}` |"
                      for path, about, digest in sorted(rows))  # fmt: skip
    (UI / "VENDOR.md").write_text(HEAD + table + "\n", encoding="utf-8")


HEAD = """\
# Third-party files of the interface

Kept in the repository so that nothing is fetched at run time. Written by `deploy/vendor_ui.py` (how to upgrade: see its
head); the digests are of the files as they stand here, without their `sourceMappingURL` comments, and a test checks them.
Tabler's own licence notice heads its files. `tabler.min.js` is loaded only by a page that asks for it.

| File | Package and version | Licence | SHA-256 |
|---|---|---|---|
"""

if __name__ == "__main__":
    main(sys.argv[1:])
