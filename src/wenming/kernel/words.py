"""Translation for rooms that know nothing of Django.

Rules and formats speak to people too (refusals, the sentence behind a score), and must do so without a web framework.
They import ``_`` from here; the language is whatever the entrance (middleware, command) has set for this context.
"""

from __future__ import annotations

import gettext as _gettext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).resolve().parent.parent / "locale"
LANGUAGE: ContextVar[str] = ContextVar("wenming_language", default="zh-hans")


@lru_cache(maxsize=8)
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("django", LOCALES, languages=[language], fallback=True)


def _(text: str) -> str:
    """Return ``text`` in the language of this context; the text itself where no translation exists."""
    language = LANGUAGE.get()
    return text if language.startswith("zh") else _catalogue(language).gettext(text)


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue where it is kept now and translated later."""
    return text


def labelled(label: object, value: object) -> str:
    """What something is called, and what is said of it."""
    return _("%(label)s：%(value)s") % {"label": label, "value": value}
