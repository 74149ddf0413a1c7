"""Which day a piece of evidence may bear: none before the People's Republic, none after it was received.

Happened, received and filed are three dates (B13). What is received cannot tell of a day still to come, and a day before
EARLIEST is a slip of the pen, not a day of building civilised units.
"""

from __future__ import annotations

from datetime import date

from wenming.evidence.rules.vocabulary import day_text
from wenming.kernel.words import _

EARLIEST = date(1949, 10, 1)


def is_plausible(day: date, received_on: date) -> bool:
    """Whether something received on one day can have happened on another."""
    return EARLIEST <= day <= received_on


def day_trouble(day: date, received_on: date) -> str:
    """Why a day cannot be when it happened, and what to do, as one sentence; empty if it can."""
    if day < EARLIEST:
        return _("日期写成了 %(day)s，早于 %(first)s。请核对年份。") % {
            "day": day.isoformat(),
            "first": day_text(EARLIEST),
        }
    if day > received_on:
        return _("日期写成了 %(day)s，晚于材料收到的那天（%(received)s）。请填写实际发生的日期。") % {
            "day": day.isoformat(),
            "received": day_text(received_on),
        }
    return ""
