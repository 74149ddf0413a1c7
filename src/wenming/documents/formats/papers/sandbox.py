"""Templates people may replace, held in: no calls, no inner attributes, no assignment, limits on size, turns and time.

A template may show values, choose (if), repeat (for) and use a few filters. Everything else of the template language is
refused before anything runs, so that what a hostile file can cost is bounded by its own length and by the values given.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, NoReturn

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wenming.documents.formats.papers.wording import chinese_date, chinese_figure
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

LONGEST: Final = 100_000  # characters of a template
MOST_OUTPUT: Final = 500_000  # characters of what it makes
MOST_TURNS: Final = 50_000  # of all its loops together
SECONDS: Final = 2.0
_DEPTH: Final = 12  # loops and choices within one another

_FILTERS: Final = {
    "default",
    "d",
    "first",
    "last",
    "length",
    "count",
    "trim",
    "upper",
    "lower",
    "sort",
    "unique",
    "reverse",
}
_TESTS: Final = {
    "defined",
    "undefined",
    "none",
    "odd",
    "even",
    "string",
    "number",
    "in",
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
}
_LOOP: Final = {"index", "index0", "revindex", "first", "last", "length"}
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.For, nodes.If,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test, nodes.Getattr,
    nodes.Getitem, nodes.Keyword,
)  # fmt: skip


class TemplateRefused(Refusal):
    """A template that may not or cannot be used; ``message`` names it, the line, and what to change."""

    code: ClassVar[str] = "template"


class _Spent(Exception):
    """A limit is reached; the text says which."""


@dataclass
class _Budget:
    turns: int
    until: float

    def take(self) -> None:
        self.turns -= 1
        if self.turns < 0:
            raise _Spent(_("循环次数过多"))
        if time.monotonic() > self.until:
            raise _Spent(_("运行时间过长"))


class _Held(ImmutableSandboxedEnvironment):
    """The environment; its ``budget`` belongs to one rendering."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)
        self.budget = budget
        self.globals.clear()
        self.filters = {name: made for name, made in self.filters.items() if name in _FILTERS}
        self.filters.update(_OURS, counted=self._counted)
        self.tests = {name: made for name, made in self.tests.items() if name in _TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b``: a key of a mapping, or what a loop tells of itself; never an attribute of an object."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``a["b"]`` and ``a[0]``."""
        if isinstance(obj, dict) and argument in obj:
            return obj[argument]
        if isinstance(obj, list) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False  # should any other way lead to an attribute

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        if not isinstance(values, list | tuple):
            raise _Spent(_("循环的内容不是列表"))
        for value in values:
            self.budget.take()
            yield value


def rendered(source: str, values: Mapping[str, Any], *, name: str, first_line: int = 1) -> str:
    """Fill a template with values.

    values      plain ones: texts, numbers, days, and mappings and lists of them; others are refused.
    name        of the template, for refusals; ``first_line`` is where ``source`` begins in its file.
    Raises      TemplateRefused.
    """
    if len(source) > LONGEST:
        raise TemplateRefused(
            _("公文模板“%(name)s”共 %(count)d 字，超过 %(most)d 字，请精简后再用。")
            % {"name": name, "count": len(source), "most": LONGEST}
        )
    environment = _Held(_Budget(MOST_TURNS, time.monotonic() + SECONDS))
    plain_values = {str(key): _plain(value, name, 0) for key, value in values.items()}
    line: Callable[[int | None], int] = lambda at: (at or 1) + first_line - 1  # noqa: E731
    try:
        tree = environment.parse(source, name=name, filename=name)
        _look_through(tree, name, line)
        code = environment.compile(tree, name=name, filename=name)
        template = environment.template_class.from_code(environment, code, dict(environment.globals))
        return _gathered(template.generate(plain_values), environment.budget)
    except TemplateSyntaxError as problem:
        _refuse(name, line(problem.lineno), _("写法有误（%(detail)s）") % {"detail": problem.message})
    except UndefinedError as problem:
        _refuse(name, line(_line_of(problem, name)), _("用到了没有提供的内容“%(what)s”") % {"what": _named(problem)})
    except SecurityError as problem:
        _refuse(name, line(_line_of(problem, name)), _("含有不允许的写法"))
    except _Spent as problem:
        _refuse(name, line(_line_of(problem, name)), str(problem))
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as problem:
        _refuse(name, line(_line_of(problem, name)), _("无法填写（%(detail)s）") % {"detail": str(problem)[:80]})
    except (RecursionError, SyntaxError, MemoryError):
        _refuse(name, line(_densest(source)), _("嵌套过深"))


def _refuse(name: str, line: int, why: str) -> NoReturn:
    raise TemplateRefused(
        _("公文模板“%(name)s”第 %(line)d 行%(why)s，请修改模板后重试。") % {"name": name, "line": line, "why": why}
    ) from None


def _densest(source: str) -> int:
    """The line with most brackets and tags: where a nesting that ended the reader most likely lies."""
    lines = source.split("\n")
    return 1 + max(range(len(lines)), key=lambda at: sum(lines[at].count(mark) for mark in "([{"))


def _gathered(pieces: Iterable[str], budget: _Budget) -> str:
    made: list[str] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_OUTPUT:
            raise _Spent(_("生成的内容超过 %(most)d 字") % {"most": MOST_OUTPUT})
        if time.monotonic() > budget.until:
            raise _Spent(_("运行时间过长"))
        made.append(piece)
    return "".join(made)


def _look_through(tree: nodes.Template, name: str, line: Callable[[int | None], int]) -> None:
    """Refuse whatever is not on the list, and count the turns of every loop."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        at = line(node.lineno)
        if not isinstance(node, _ALLOWED):
            _refuse(name, at, _("含有不允许的写法（%(what)s）") % {"what": type(node).__name__})
        if isinstance(node, nodes.For | nodes.If | nodes.CondExpr):
            depth += 1
            if depth > _DEPTH:
                _refuse(name, at, _("嵌套过深"))
        if (
            isinstance(node, nodes.Tuple) and node.ctx != "store"
        ):  # only "for a, b in": lists in a template could multiply
            _refuse(name, at, _("含有不允许的写法（%(what)s）") % {"what": "Tuple"})
        if isinstance(node, nodes.For) and node.recursive:
            _refuse(name, at, _("含有不允许的写法（%(what)s）") % {"what": "recursive"})
        if isinstance(node, nodes.Filter) and (node.name not in _FILTERS | _OURS.keys()):
            _refuse(name, at, _("用了不允许的过滤器“%(what)s”") % {"what": node.name})
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            _refuse(name, at, _("用了不允许的判断“%(what)s”") % {"what": node.name})
        key = node.attr if isinstance(node, nodes.Getattr) else node.arg if isinstance(node, nodes.Getitem) else None
        if isinstance(key, nodes.Const):
            key = key.value
        if isinstance(key, str) and key.startswith("_"):
            _refuse(name, at, _("含有不允许的写法（%(what)s）") % {"what": key[:40]})
        if isinstance(node, nodes.Name) and node.name.startswith("_"):
            _refuse(name, at, _("含有不允许的写法（%(what)s）") % {"what": node.name[:40]})
        waiting.extend((child, depth) for child in node.iter_child_nodes())
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)


def _plain(value: Any, name: str, depth: int) -> Any:
    if value is None or isinstance(value, str | int | float | bool | Decimal | date):
        return value
    if depth > 20:
        raise TemplateRefused(_("公文模板“%(name)s”得到的内容层次过深。") % {"name": name})
    if isinstance(value, Mapping):
        return {str(key): _plain(inner, name, depth + 1) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(inner, name, depth + 1) for inner in value]
    return str(value)  # whatever else it is, a template sees its words only


def _named(problem: UndefinedError) -> str:
    quoted = re.findall(r"'([^']*)'", problem.message or "")
    return quoted[-1][:40] if quoted else ""


def _line_of(problem: BaseException, name: str) -> int | None:
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == name]
    return frames[-1].lineno if frames else None


def _as_date(value: Any) -> str:
    """A day as papers write it: 2026年3月25日."""
    if isinstance(value, date):
        return chinese_date(value)
    return str(value)


def _as_figure(value: Any) -> str:
    """A number as headings count: 三."""
    return chinese_figure(int(value))


def _joined(values: Any, between: str = "、") -> str:
    """Texts with something between, never more than a template may make."""
    if not isinstance(values, list | tuple):
        raise _Spent(_("连接的内容不是列表"))
    texts = [str(value) for value in values]
    if sum(map(len, texts)) + len(texts) * len(str(between)) > MOST_OUTPUT:
        raise _Spent(_("生成的内容超过 %(most)d 字") % {"most": MOST_OUTPUT})
    return str(between).join(texts)


_OURS: Final[Mapping[str, Callable[..., str]]] = {
    "chinese_date": _as_date,
    "chinese": _as_figure,
    "join": _joined,
}
