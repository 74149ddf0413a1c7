"""Counting queries: a page asks for what it shows, and twenty rows cost what two cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


def asked(work: Callable[[], Any]) -> list[str]:
    """The statements that some work sends, those around transactions left out."""
    with CaptureQueriesContext(connection) as seen:
        work()
    return [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(TRANSACTIONS)]


def of_page(client: Client, address: str) -> int:
    """How many queries a page sends once this process knows its sets."""

    def get() -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    get()
    return len(asked(get))


def same(counts: Iterable[int]) -> bool:
    """Whether all are one number."""
    return len(set(counts)) == 1
