"""What stateless commands have in common: open the file they are given, fit words to a terminal, print, refuse."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

REFUSED = 2


@contextmanager
def opening(file: str) -> Iterator[None]:
    """Read ``file`` within; where it cannot be opened, say so in words.

    Raises  Refusal instead of OSError.
    """
    try:
        yield
    except IsADirectoryError:
        raise Refusal(_("“%(file)s”是文件夹，请给出一个文件。") % {"file": file}) from None
    except FileNotFoundError:
        raise Refusal(_("找不到文件“%(file)s”，请核对路径。") % {"file": file}) from None
    except OSError as error:
        raise Refusal(_("打不开文件“%(file)s”（%(why)s）。") % {"file": file, "why": error.strerror or error}) from None


def show(text: str) -> None:
    """Print in UTF-8 whatever the terminal says, and quietly stop where the reader has left."""
    data = (text + "\n").encode("utf-8", "backslashreplace")
    stream = getattr(sys.stdout, "buffer", None)
    try:
        if stream is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            stream.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()


def refused(refusal: Refusal) -> int:
    """Say a refusal on one line of stderr. Returns the exit code that goes with it."""
    print(one_line(str(refusal)), file=sys.stderr)
    return REFUSED


def clean(text: str) -> str:
    """Text without line breaks and characters that would steer a terminal."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in text)


def one_line(text: str) -> str:
    """Text cleaned and on one line, its blanks folded."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def left(text: str, columns: int) -> str:
    """Text at the left of so many columns, cut with … where it is longer."""
    if width(text) > columns:
        while width(text) >= columns:
            text = text[:-1].rstrip()
        text += "…"
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Text at the right of so many columns."""
    return " " * (columns - width(text)) + text
