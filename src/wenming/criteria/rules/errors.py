"""What the criteria room declines: a document, or answers, that cannot be understood."""

from __future__ import annotations

from wenming.kernel.errors import Refusal


class BadDocument(Refusal):
    """A criteria document that says something wrong or nothing clear. ``details["line"]`` is the line's code or None."""

    code = "criteria.bad_document"


class BadAnswers(Refusal):
    """Answers that do not fit the document they answer. ``details["line"]`` is the line's code or None."""

    code = "criteria.bad_answers"
