"""A real browser against a live server: journeys people would recognise, each ending in an accessibility scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests import make

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def visit(chromium: Browser, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """``visit("/ledger/", as_=user, narrow=True, script=False, language="en")`` opens a page, signed in."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "/", *, as_=None, narrow: bool = False, script: bool = True, language: str = "zh-hans"
    ) -> Page:
        context = chromium.new_context(
            viewport=NARROW if narrow else WIDE, java_script_enabled=script, has_touch=narrow, locale="zh-CN"
        )
        contexts.append(context)
        context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text) if message.type == "error" and "status of 4" not in message.text else None
            ),
        )
        page.errors = errors  # type: ignore[attr-defined]
        page.set_default_timeout(15_000)
        if as_ is not None:
            page.goto(f"{live_server.url}/account/login/")
            page.fill("input[name=login]", as_.username)
            page.fill("input[name=password]", make.PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_load_state()
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def scan(page: Page) -> None:
    """Nothing serious that axe would find; no script error on the way."""
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    bad = [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in results.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert not bad, f"{page.url}: {bad}"
    assert not page.errors, page.errors  # type: ignore[attr-defined]
