"""Turn what apps registered in ``navigation`` into what this request's page shows: the context processor and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wenming.ui.navigation import FRAME, SECTIONS, Entry, Identity, Search, Section, Term, Word, signed_in


@dataclass(frozen=True)
class Link:
    """An entry as this request sees it."""

    label: Word
    url: str
    icon: str = ""
    number: Word = ""
    current: bool = False
    count: int = 0
    key: str = ""
    rule_above: bool = False
    children: tuple[Link, ...] = ()
    only: Word = ""  # of a section that is one entry: what that entry is called

    @property
    def open(self) -> bool:
        return any(child.current for child in self.children)


class View:
    """The frame of one request. Each part is worked out when a template first asks for it, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def here(self) -> Entry | None:
        """The one entry that this page belongs to: named by it, else the longest address the path begins with."""
        match = self.request.resolver_match
        name = match.view_name if match else ""
        entries = [entry for section in SECTIONS.values() for entry in section.entries] + FRAME.tabs
        for entry in entries:
            if name and (name == entry.url or name in entry.matches):
                return entry
        for entry in entries:
            if any(known.endswith("*") and name.startswith(known[:-1]) for known in entry.matches):
                return entry
        addresses = [(entry.address(), entry) for entry in entries]
        under = [
            (len(url), entry) for url, entry in addresses if url and url != "/" and self.request.path.startswith(url)
        ]
        return max(under, key=lambda pair: pair[0])[1] if under else None

    def links(self, entries: Iterable[Entry]) -> tuple[Link, ...]:
        shown = []
        for entry in sorted(entries, key=lambda entry: entry.order):
            url = entry.address()
            if url is None or not entry.allowed(self.request):
                continue
            current = entry is self.here or bool(self.here and self.here.url == entry.url)
            count = (entry.count(self.request) or 0) if entry.count else 0
            shown.append(Link(entry.label, url, entry.icon, current=current, count=count, key=entry.key))
        return tuple(shown)

    def section(self, section: Section, *, rule_above: bool) -> Link | None:
        """A section as a link; one with a single entry is that entry, one with none is not there."""
        children = self.links(section.entries)
        if not children:
            return None
        single = len(children) == 1
        return Link(
            label=section.label,
            url=children[0].url,
            icon=section.icon,
            number=section.number,
            current=single and children[0].current,
            count=sum(child.count for child in children),
            rule_above=rule_above,
            children=() if single else children,
            only=children[0].label if single else "",
        )

    @property
    def layout(self) -> str:
        """The page a refusal is drawn on: the frame for someone signed in, the plain page for others."""
        return "ui/base.html" if signed_in(self.request) else "ui/signed_out.html"

    @cached_property
    def contents(self) -> list[dict[str, object]]:
        """What this house holds, for the title page of someone not signed in: words only, no addresses."""
        return [
            {"number": section.number, "label": section.label, "what": [entry.label for entry in entries]}
            for section in SECTIONS.values()
            if section.group == "movement" and (entries := sorted(section.entries, key=lambda entry: entry.order))
        ]

    @cached_property
    def nav(self) -> list[Link]:
        links: list[Link] = []
        group = None
        for section in SECTIONS.values():
            link = self.section(section, rule_above=group not in (None, section.group))
            if link:
                links.append(link)
                group = section.group
        return links

    @cached_property
    def create(self) -> tuple[Link, ...]:
        return self.links(FRAME.create)

    @cached_property
    def account(self) -> tuple[Link, ...]:
        return self.links((*FRAME.account, *ACCOUNT))

    @cached_property
    def tabs(self) -> tuple[Link, ...]:
        return self.links(FRAME.tabs)[:4]

    @cached_property
    def search(self) -> dict[str, object] | None:
        found: Search | None = FRAME.search
        if not found or not found.allowed(self.request):
            return None
        promised = found.placeholder(self.request) if callable(found.placeholder) else found.placeholder
        return {"url": address(found.url), "placeholder": promised} if address(found.url) else None

    @cached_property
    def inbox(self) -> Link | None:
        return next(iter(self.links([FRAME.inbox])), None) if FRAME.inbox else None

    @cached_property
    def help(self) -> Link | None:
        return next(iter(self.links([FRAME.help])), None) if FRAME.help else None

    @cached_property
    def identity(self) -> Identity | None:
        user = self.request.user if signed_in(self.request) else None
        if user is None or isinstance(user, AnonymousUser):
            return None
        named = FRAME.identity(self.request) if FRAME.identity else None
        return named or Identity(user.get_full_name() or user.get_username())

    @cached_property
    def term(self) -> Term | None:
        return FRAME.term(self.request) if FRAME.term and signed_in(self.request) else None

    @cached_property
    def home(self) -> str:
        return self.nav[0].url if self.nav else "/"

    @cached_property
    def sign_out(self) -> str | None:
        return address("account_logout")

    @cached_property
    def languages(self) -> list[dict[str, object]]:
        """The languages one may switch to, each named in its own tongue; empty when there is no switch to post to."""
        if not address("set_language"):
            return []
        now = get_language() or settings.LANGUAGE_CODE
        return [{"code": code, "name": name, "current": code == now} for code, name in settings.LANGUAGES]


ACCOUNT = (
    Entry(_("修改密码"), "account_change_password", icon="key", order=900),
    Entry(_("两步验证"), "mfa_index", icon="shield-lock", order=910),
)


def address(name: str) -> str | None:
    """The address of a page by its name; None where the app that owns it is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` (see ``View``) and ``nav``, its rail. Lazy: costs nothing unless drawn."""
    view = View(request)
    return {"frame": view, "nav": SimpleLazyObject(lambda: view.nav)}
