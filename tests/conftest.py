"""What every test may lean on: a home of its own, and the cast."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from tests import make

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a run: two at once cannot live in one process."""
    if not CHROMIUM:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium; sudo apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys are marked as such. On PostgreSQL only what touches a database runs: plain functions are proven once."""
    for item in items:
        if "tests/browser" in item.nodeid:
            item.add_marker(pytest.mark.browser)
    if connection.vendor == "sqlite":
        return
    databases = {"db", "transactional_db", "live_server"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db") or databases & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.fixture(autouse=True)
def _plain_settings(settings, tmp_path):
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.Q_CLUSTER = settings.Q_CLUSTER | {"sync": False}
    cache.clear()  # sign-ins are counted there, and a test must not be refused for those of the one before
    translation.activate(settings.LANGUAGE_CODE)  # a page read in English leaves its language behind
    if hasattr(default_storage, "_wrapped"):
        from django.utils.functional import empty

        default_storage._wrapped = empty


@pytest.fixture
def city(db) -> make.City:
    """A small municipality: the authority, two units, and people in their roles."""
    return make.city()
