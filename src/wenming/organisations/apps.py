from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "wenming.organisations"
    verbose_name = _("组织")

    def ready(self) -> None:
        """Note signing in and out, which only the libraries' signals tell us; our own logic uses none."""
        from allauth.account.signals import password_changed
        from axes.signals import user_locked_out

        user_logged_in.connect(_signed_in, dispatch_uid="wenming-signed-in")
        user_logged_out.connect(_signed_out, dispatch_uid="wenming-signed-out")
        user_locked_out.connect(_locked_out, dispatch_uid="wenming-locked-out")
        password_changed.connect(_password_changed, dispatch_uid="wenming-password-changed")
        from wenming.organisations import plugs

        plugs.fill_frame()


def _signed_in(sender: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    actions.note_presence(user=user, event="accounts.signed_in", at=timezone.now())


def _signed_out(sender: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    if user is not None:
        actions.note_presence(user=user, event="accounts.signed_out", at=timezone.now())


def _locked_out(sender: object, username: str | None = None, ip_address: str = "", **kwargs: object) -> None:
    """Once a lock-out: whoever keeps trying meanwhile adds nothing."""
    from wenming.audit.selectors import recently
    from wenming.organisations import actions
    from wenming.organisations.selectors.accounts import pause, user_named

    user = user_named(username) if username else None
    if user is not None and not recently("accounts.locked_out", user, within=pause()):
        actions.note_lock_out(user=user, address=str(ip_address or ""), at=timezone.now())


def _password_changed(sender: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    actions.note_own_password(user=user, at=timezone.now())
