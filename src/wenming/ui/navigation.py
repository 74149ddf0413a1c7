"""What the frame around every page offers: the rail, the `c` menu, the search box, the phone's tab bar.

``ui`` knows the six movements and their order and nothing else. An app fills them in from its ``AppConfig.ready``:

    navigation.register("keep", Entry(_("全部记录"), "evidence:record_list", order=10, allowed=policies.may_view))

A movement without an entry this person may use is not shown. Everything is asked once per page, lazily: an answer that
draws no frame (an htmx fragment) pays nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Word = str | Promise
Allowed = Callable[[HttpRequest], bool]
Count = Callable[[HttpRequest], int | None]
PLACEHOLDER = _("搜索")


def signed_in(request: HttpRequest) -> bool:
    """The default condition of an entry: any person who has signed in."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


@dataclass(frozen=True)
class Entry:
    """A link in the frame.

    label    lazily translated.
    url      the name of a url without arguments ("evidence:record_list"); one that does not resolve is left out.
    allowed  may this request use it; by default anyone signed in.
    count    what waits there, shown in grey; None or 0 shows nothing. At most one cheap query.
    matches  further url names, or prefixes ending in "*" ("evidence:*"), that make the entry current.
    order    ascending; ties keep the order of registration.
    """

    label: Word
    url: str
    icon: str = ""
    order: int = 100
    allowed: Allowed = signed_in
    count: Count | None = None
    matches: tuple[str, ...] = ()
    key: str = ""

    def address(self) -> str | None:
        try:
            return reverse(self.url)
        except NoReverseMatch:
            return None


@dataclass
class Section:
    """A line of the rail: a movement (numbered) or a tool (with an icon), and the entries apps put under it.

    A hairline parts one ``group`` from the next.
    """

    code: str
    label: Word
    number: Word = ""
    icon: str = ""
    group: str = "movement"
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Identity:
    """Who is signed in, in words: a name and where the person works."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class Term:
    """The foot of the rail: what one is working towards. ``lines`` are shown under the title, ``days`` counted down."""

    title: str
    lines: tuple[str, ...] = ()
    days: int | None = None
    until: str = ""


@dataclass(frozen=True)
class Search:
    """The search box: a url taking ``?q=``. What it promises may depend on who looks."""

    url: str
    placeholder: Word | Callable[[HttpRequest], Word] = PLACEHOLDER
    allowed: Allowed = signed_in


SECTIONS: dict[str, Section] = {
    section.code: section
    for section in (
        Section("desk", _("工作台"), icon="layout-dashboard", group="desk"),
        Section("plan", _("谋划"), pgettext_lazy("环节序号", "一")),
        Section("deploy", _("部署"), pgettext_lazy("环节序号", "二")),
        Section("do", _("落实"), pgettext_lazy("环节序号", "三")),
        Section("keep", _("台账"), pgettext_lazy("环节序号", "四")),
        Section("check", _("检查考核"), pgettext_lazy("环节序号", "五")),
        Section("apply", _("申报命名"), pgettext_lazy("环节序号", "六")),
        Section("authority", _("主管"), icon="building-bank", group="authority"),
        Section("settings", _("设置"), icon="settings", group="settings"),
    )
}


@dataclass
class Frame:
    """All that apps have registered outside the rail."""

    create: list[Entry] = field(default_factory=list)
    account: list[Entry] = field(default_factory=list)
    tabs: list[Entry] = field(default_factory=list)
    search: Search | None = None
    inbox: Entry | None = None
    help: Entry | None = None
    identity: Callable[[HttpRequest], Identity | None] | None = None
    term: Callable[[HttpRequest], Term | None] | None = None


FRAME = Frame()


def register(section: str, *entries: Entry) -> None:
    """Put entries into a section of the rail: desk, plan, deploy, do, keep, check, apply, authority or settings."""
    SECTIONS[section].entries.extend(entries)


def register_create(*entries: Entry) -> None:
    """Put entries into the `c` menu; ``key`` is the letter that chooses one while the menu is open."""
    FRAME.create.extend(entries)


def register_account(*entries: Entry) -> None:
    """Put entries into the menu under the person's name."""
    FRAME.account.extend(entries)


def register_tab(*entries: Entry) -> None:
    """Put entries on the phone's tab bar (the first four are shown; 全部 is always the fifth)."""
    FRAME.tabs.extend(entries)


def register_search(search: Search) -> None:
    """Say where the search box leads and what it may find for whom."""
    FRAME.search = search


def register_inbox(entry: Entry) -> None:
    """Put the inbox into the top bar."""
    FRAME.inbox = entry


def register_help(entry: Entry) -> None:
    """Put the way to help into the top bar."""
    FRAME.help = entry


def register_identity(identity: Callable[[HttpRequest], Identity | None]) -> None:
    """Say how to name the signed-in person; without it the frame shows the account's own name."""
    FRAME.identity = identity


def register_term(term: Callable[[HttpRequest], Term | None]) -> None:
    """Say which term the frame shows."""
    FRAME.term = term


def reset() -> Callable[[], None]:
    """Empty the registry and return a function that restores it. For tests."""
    before: dict[str, Any] = dict(vars(FRAME))
    kept = {code: list(section.entries) for code, section in SECTIONS.items()}

    def restore() -> None:
        vars(FRAME).update(before)
        for code, entries in kept.items():
            SECTIONS[code].entries[:] = entries

    vars(FRAME).update(vars(Frame()))
    for section in SECTIONS.values():
        section.entries.clear()
    return restore
