"""How plain rooms say a day in a sentence."""

from __future__ import annotations

from datetime import date

from wenming.kernel.words import _


def day_text(day: date) -> str:
    """A day as it stands in an official sentence."""
    return _("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}
