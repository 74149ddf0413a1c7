"""The generated pages of ``docs/reference/``, drawn from the code, and a check that no document has gone stale.

python -m deploy.reference write   write the pages
python -m deploy.reference check   fail when a page is stale, a relative link is dead, or a document names a make target,
                                   a command or an option that does not exist

The pages say the same on every machine: nothing of the environment goes into them, and nothing of an instance.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by `make docs` from the code. Do not edit by hand. -->"
BEFORE_SETTINGS = (
    (
        "WENMING_HOME",
        "folder",
        "wenming-data",
        "The one folder that holds an instance: database, files, keys, backups.",
    ),
    ("WENMING_LANGUAGE", "text", "zh-hans", "Language of the command line: zh-hans or en."),
)
"""What is read before the settings are, and therefore stands in no typed reader."""


def prepare(home: str) -> None:
    """Load the settings and every app with a home of their own and nothing of this machine's environment."""
    sys.path.insert(0, str(ROOT / "src"))
    for name in [name for name in os.environ if name.startswith("WENMING_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["WENMING_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "wenming.config.settings"
    import django

    django.setup()


def rooms(name: str) -> list[Any]:
    """The module ``name`` of every app that has one, in the order of the apps' names."""
    import wenming

    found = []
    for app in sorted(module.name for module in pkgutil.iter_modules(wenming.__path__) if module.ispkg):
        package = import_module(f"wenming.{app}")
        if any(module.name == name for module in pkgutil.iter_modules(package.__path__)):
            found.append(import_module(f"wenming.{app}.{name}"))
    return found


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table; bars inside a cell are escaped."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"

    return [line(heads), "|" + "---|" * len(heads), *(line(row) for row in rows)]


def page(title: str, *parts: str | list[str]) -> str:
    lines = [NOTICE, f"# {title}", ""]
    for part in parts:
        lines += [*(part if isinstance(part, list) else [part]), ""]
    return "\n".join(lines).rstrip() + "\n"


# --- settings --------------------------------------------------------------------------------------------------------


def settings_page() -> str:
    import_module("wenming.config.settings")
    from wenming.kernel import env

    known = [(one.name, one.kind, one.default, one.help) for one in env.KNOWN.values()]
    rows = [
        [f"`{name}`", kind, f"`{default}`" if default else "–", help_]
        for name, kind, default, help_ in sorted([*BEFORE_SETTINGS, *known])
    ]
    return page(
        "Settings · 设置",
        "All settings come from the environment. With none set, `wenming serve` makes its home, key and database and "
        "listens on 127.0.0.1. A wrong value stops the start and names itself. Instead of `NAME` one may give "
        "`NAME_FILE`, the path of a file that holds the value: use it for secrets (not for `WENMING_HOME` and "
        "`WENMING_LANGUAGE`, which are read first).",
        "全部设置来自环境变量；一个都不设也能运行。值写错了不会启动，并指出是哪一个。密码一类的值可以改用 "
        "`变量名_FILE` 指向一个文件。",
        table(["Name", "Kind", "Default", "What it does"], rows),
    )


# --- permissions -----------------------------------------------------------------------------------------------------


def permissions_page() -> str:
    rooms("policies")
    from wenming.organisations.access import REGISTRY, Reach
    from wenming.organisations.states import Role

    roles = list(Role)
    reaches = {Reach.OWN: "own 本单位", Reach.BELOW: "below 本单位及所属"}
    parts: list[str | list[str]] = []
    apps = sorted({code.split(".", 1)[0] for code in REGISTRY})
    for app in apps:
        held = [REGISTRY[code] for code in sorted(REGISTRY) if code.split(".", 1)[0] == app]
        rows = [
            [
                f"`{one.code}`",
                str(one.label),
                reaches[one.reach],
                *("●" if role in one.held_by else "" for role in roles),
            ]
            for one in held
        ]
        parts += [f"## {app}", table(["Permission", "权限", "Reach", *(str(role.label) for role in roles)], rows)]
    named = table(["Role", "角色"], [[f"`{role.value}`", str(role.label)] for role in roles])
    return page(
        "Permissions by role · 权限与角色",
        "Nobody may do anything until a role held at a unit allows it. *own*: at the unit where the role is held and "
        "nowhere else. *below*: also at what lies under it in the tree (属地 or 条线) the role is held in. A role bound "
        "to a department reaches that department's records and lines. The three administrators hold no permission "
        "outside `organisations`.",
        "## Roles",
        named,
        *parts,
    )


# --- states ----------------------------------------------------------------------------------------------------------


def states_page() -> str:
    from django.db.models import TextChoices

    from wenming.kernel.transitions import Transitions

    parts: list[str | list[str]] = []
    loose: list[list[str]] = []
    for module in rooms("states"):
        app = module.__name__.split(".")[1]
        words = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, TextChoices)]
        words = [one for one in words if one.__module__ == module.__name__]
        tables = [one for one in vars(module).values() if isinstance(one, Transitions)]
        drawn = {}
        for moves in tables:
            drawn |= {one: moves for one in words if set(one.values) == set(moves.table)}
        for choices, moves in drawn.items():
            parts += [f"## {app}: {choices.__name__}", *_diagram(choices, moves.table)]
        loose += [
            [f"`{app}.{choices.__name__}`", "、".join(f"{one.label} `{one.value}`" for one in choices)]
            for choices in words
            if choices.__name__.endswith("State") and choices not in drawn
        ]
    parts += [
        "## Set by the background work",
        "These follow what the worker found; nobody moves them by hand.",
        table(["What", "States"], sorted(loose)),
    ]
    return page(
        "States · 状态",
        "A state changes only along these lines, by one `UPDATE … WHERE state = <what was seen>`; whoever comes second "
        "is told.",
        *parts,
    )


def _diagram(choices: Any, moves: dict[str, frozenset[str]]) -> list[str | list[str]]:
    order = {one.value: place for place, one in enumerate(choices)}
    first = next(iter(moves))
    drawn = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    drawn += [f"    {one.value}: {one.label}" for one in choices]
    rows = []
    for one in choices:
        targets = sorted(moves[one.value], key=order.__getitem__)
        drawn += [f"    {one.value} --> {target}" for target in targets] or [f"    {one.value} --> [*]"]
        leads = "、".join(f"{choices(target).label} `{target}`" for target in targets) or "– (final)"
        rows.append([f"`{one.value}`", str(one.label), leads])
    return [[*drawn, "```"], table(["State", "状态", "Leads to"], rows)]


# --- commands --------------------------------------------------------------------------------------------------------


class _Found(BaseException):
    """Carries a command's parser out of it before anything is done."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


@contextlib.contextmanager
def _intercepted() -> Iterator[None]:
    def stop(parser: argparse.ArgumentParser, *_args: Any, **_kwargs: Any) -> None:
        raise _Found(parser)

    kept = argparse.ArgumentParser.parse_args
    argparse.ArgumentParser.parse_args = stop  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        argparse.ArgumentParser.parse_args = kept  # type: ignore[method-assign]


@dataclass(frozen=True)
class Argument:
    names: tuple[str, ...]
    value: str
    required: bool
    help: str


@dataclass(frozen=True)
class Command:
    """A command as its own parser describes it; ``arguments`` is empty where it hands them on unread (``manage``)."""

    name: str
    what: str
    arguments: tuple[Argument, ...]
    free: bool

    @property
    def options(self) -> set[str]:
        return {name for one in self.arguments for name in one.names if name.startswith("-")} | {"--help", "-h"}

    @property
    def usage(self) -> str:
        words = [f"wenming {self.name}"]
        for one in self.arguments:
            text = " ".join(part for part in (one.names[0] if one.names[0].startswith("-") else "", one.value) if part)
            words.append(text if one.required else f"[{text}]")
        return " ".join([*words, "…"] if self.free else words)


def commands() -> list[Command]:
    """Every command of ``wenming``, in the order in which it lists them. Nothing is run."""
    from wenming.cli import COMMANDS
    from wenming.kernel.words import LANGUAGE, _

    token = LANGUAGE.set("zh-hans")
    try:
        found = []
        for name, (room, what) in COMMANDS.items():
            parser = None if name == "manage" else _parser_of(name, room)
            arguments = tuple(_arguments(parser)) if parser else ()
            found.append(Command(name, _(what), arguments, free=parser is None))
        return found
    finally:
        LANGUAGE.reset(token)


def _parser_of(name: str, room: str) -> argparse.ArgumentParser:
    run = import_module(room).run
    arguments = ["--help"]
    by_verb = name in {"criteria import", "criteria export", "backup", "restore"}
    with _intercepted(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            run(name.rsplit(maxsplit=1)[-1], arguments) if by_verb else run(arguments)
        except _Found as found:
            return found.parser
    raise SystemExit(f"wenming {name} reads no arguments with argparse, so its page cannot be written")


def _arguments(parser: argparse.ArgumentParser) -> Iterator[Argument]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        value = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
        if isinstance(value, tuple):
            value = " ".join(value)
        if action.choices and not action.metavar:
            value = "|".join(str(one) for one in action.choices)
        if action.nargs == 0:
            value = ""
        if action.nargs in ("+", "*"):
            value = f"{value} …"
        names = tuple(action.option_strings) or (value,)
        required = action.required or (not action.option_strings and action.nargs not in ("?", "*"))
        said = parser._get_formatter()._expand_help(action) if action.help else ""
        yield Argument(names, value, required, said)


def commands_page() -> str:
    parts: list[str | list[str]] = []
    for one in commands():
        parts += [f"## wenming {one.name}", one.what + "。", ["```text", one.usage, "```"]]
        if one.arguments:
            rows = []
            for argument in one.arguments:
                named = argument.names[0].startswith("-")
                shown = ", ".join(f"`{name}`" for name in argument.names)
                value = f" `{argument.value}`" if named and argument.value else ""
                rows.append([shown + value, "必填" if argument.required else "", argument.help])
            parts.append(table(["参数", "", "说明"], rows))
    return page(
        "Commands · 命令",
        "`wenming COMMAND …`, also `python -m wenming COMMAND …`. State lives under `WENMING_HOME` (default "
        "`./wenming-data`). stdout carries the result, with `--json` one JSON document and nothing else; stderr carries "
        "progress and what was refused. `WENMING_LANGUAGE=en` makes the commands speak English.",
        table(
            ["Exit code", "Means"],
            [
                ["0", "done"],
                ["1", "done, and something was found (a check that found problems, files left out of an import)"],
                [
                    "2",
                    "refused: bad input or usage, with one line that says what and how to mend it; nothing half-written",
                ],
            ],
        ),
        *parts,
    )


# --- writing and checking --------------------------------------------------------------------------------------------

PAGES = {
    "settings.md": settings_page,
    "permissions.md": permissions_page,
    "states.md": states_page,
    "commands.md": commands_page,
}


def drawn() -> dict[str, str]:
    """File name → text of every generated page, in Chinese and English whatever the language of this process."""
    from django.utils import translation

    with translation.override("zh-hans"):
        return {name: write() for name, write in PAGES.items()}


def stale() -> list[str]:
    """The pages that do not say what the code says now."""
    found = []
    for name, text in drawn().items():
        path = REFERENCE / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            found.append(f"docs/reference/{name} is stale: run make docs")
    return found


def write() -> int:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in drawn().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
    print(f"{len(PAGES)} reference pages written")
    return 0


def check() -> int:
    from deploy import documents

    found = [*stale(), *documents.problems({one.name: None if one.free else one.options for one in commands()})]
    for line in found:
        print(line)
    print(f"documents: {len(found)} problems")
    return 1 if found else 0


def main(argv: list[str]) -> int:
    what = {"write": write, "check": check}.get(argv[0] if argv else "")
    if what is None:
        print("usage: python -m deploy.reference write|check", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="wenming-reference-") as home:
        prepare(home)
        return what()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
