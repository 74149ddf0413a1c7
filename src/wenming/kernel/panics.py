"""Libraries written in Rust panic on some damaged files; here a panic becomes an ordinary exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Panicked(ValueError):
    """A library gave up in the middle of a file, which is damaged or built to hurt."""


@contextmanager
def calm() -> Iterator[None]:
    """Run a reader so that a panic inside it can be caught like any other failure.

    pyo3's ``PanicException`` derives from ``BaseException``, passes every ordinary handler and would end a worker. It is
    recognised by its name, as its class cannot be imported.

    Raises  Panicked instead of it; everything else as it comes.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ != "PanicException":
            raise
        raise Panicked(str(error)) from error
