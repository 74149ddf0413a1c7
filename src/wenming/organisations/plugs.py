"""What happens elsewhere and must be noted here: signing in, signing out, failing to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out


def _signed_in(sender: object, request: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    actions.note_presence(user=user, event="accounts.signed_in")


def _signed_out(sender: object, request: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    if user is not None:
        actions.note_presence(user=user, event="accounts.signed_out")


def connect() -> None:
    """Listen to the framework's sign-in signals; our own logic uses none."""
    user_logged_in.connect(_signed_in, dispatch_uid="wenming-signed-in")
    user_logged_out.connect(_signed_out, dispatch_uid="wenming-signed-out")
