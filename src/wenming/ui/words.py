"""How figures, dates and sizes are written, the same everywhere: on pages, in mail and in what is printed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

DASH = "—"
HUNDREDTH = Decimal("0.01")
SIZES = ("B", "KB", "MB", "GB", "TB")


def decimal(value: object) -> Decimal | None:
    """``value`` as an exact decimal, or None for nothing and for what is not a number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def points(value: object) -> str:
    """Points always with two places: 82.60. Nothing is a dash."""
    number = decimal(value)
    return DASH if number is None else f"{number.quantize(HUNDREDTH, ROUND_HALF_UP):f}"


def plain(value: object) -> str:
    """A number without the places it does not need: 0.5, 3, 12.25."""
    number = decimal(value)
    if number is None:
        return DASH
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def signed(value: object) -> str:
    """A change in points, with its sign: +1.50, −0.40 (a real minus), 0.00."""
    number = decimal(value)
    if number is None:
        return DASH
    text = points(abs(number))
    if number == 0 or text == "0.00":
        return text
    return ("+" if number > 0 else "−") + text


def thousands(value: object) -> str:
    """A whole number in groups of three, kept on one line: 1 286."""
    number = decimal(value)
    return DASH if number is None else f"{int(number):,}".replace(",", "\N{NO-BREAK SPACE}")


def percent(part: object, whole: object = 1) -> str:
    """``part`` of ``whole`` as a whole percentage; a part that is not all never reads 100%. No whole, no percentage."""
    above, below = decimal(part), decimal(whole)
    if above is None or not below:
        return DASH
    share = above * 100 / below
    rounded = int(share.quantize(Decimal(1), ROUND_HALF_UP))
    if rounded >= 100 and share < 100:
        rounded = 99
    if rounded == 0 and share > 0:
        rounded = 1
    return f"{rounded}%"


def filesize(value: object) -> str:
    """Bytes as people read them: 860 B, 12 KB, 1.9 MB. 1 KB is 1 024 bytes, as file managers count."""
    number = decimal(value)
    if number is None:
        return DASH
    size, step = number, 0
    while size >= 1000 and step < len(SIZES) - 1:  # 1000, so that nothing reads "1020 KB"
        size, step = size / 1024, step + 1
    text = plain(size.quantize(Decimal("0.1"), ROUND_HALF_UP)) if step > 1 and size < 100 else f"{size:.0f}"
    return f"{text} {SIZES[step]}"


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def long_date(value: date | datetime | None) -> str:
    """A date in running text: 2026年10月14日; in English 14 October 2026."""
    if not value:
        return DASH
    day = _local(value)
    if (get_language() or "zh").startswith("zh"):
        return gettext("%(year)s年%(month)s月%(day)s日") % {"year": day.year, "month": day.month, "day": day.day}
    return date_format(day, "j F Y", use_l10n=False)


def column_date(value: date | datetime | None) -> str:
    """A date in a column: 2026-10-14."""
    return f"{_local(value):%Y-%m-%d}" if value else DASH


def column_time(value: datetime | None) -> str:
    """An instant in a column, in the office's own time: 2026-10-14 14:32."""
    return f"{_local(value):%Y-%m-%d %H:%M}" if value else DASH


def when(value: datetime | date | None, now: datetime | None = None) -> str:
    """An instant as one speaks of it: 今天 14:32, 昨天 17:03, 10-13 09:05, 2025-10-13."""
    if not value:
        return DASH
    seen, today = _local(value), timezone.localtime(now).date()
    has_time = isinstance(seen, datetime)
    day = seen.date() if isinstance(seen, datetime) else seen
    clock = f" {seen:%H:%M}" if has_time else ""
    if day == today:
        return gettext("今天") + clock
    if day == today - timedelta(days=1):
        return gettext("昨天") + clock
    return f"{seen:%m-%d}" + clock if day.year == today.year else f"{day:%Y-%m-%d}"


def days_to(day: date | None, today: date | None = None) -> str:
    """How far off a deadline is: 今天, 明天, 6 天, 逾期 3 天."""
    if not day:
        return DASH
    left = (_day(day) - (today or timezone.localdate())).days
    if left < 0:
        return ngettext("逾期 %(days)s 天", "逾期 %(days)s 天", -left) % {"days": -left}
    if left == 0:
        return gettext("今天")
    if left == 1:
        return gettext("明天")
    return ngettext("%(days)s 天", "%(days)s 天", left) % {"days": left}


def _day(value: date | datetime) -> date:
    seen = _local(value)
    return seen.date() if isinstance(seen, datetime) else seen
