"""What every test may lean on: a home of its own, and the cast."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from tests import make

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what touches a database; a test of plain functions proves nothing a second time."""
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
    if hasattr(default_storage, "_wrapped"):
        from django.utils.functional import empty

        default_storage._wrapped = empty


@pytest.fixture
def city(db) -> make.City:
    """A small municipality: the authority, two units, and people in their roles."""
    return make.city()
