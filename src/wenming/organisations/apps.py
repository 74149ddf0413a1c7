from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "wenming.organisations"
    verbose_name = _("组织")

    def ready(self) -> None:
        """Note signing in and out, which only the framework's signals tell us; our own logic uses none."""
        user_logged_in.connect(_signed_in, dispatch_uid="wenming-signed-in")
        user_logged_out.connect(_signed_out, dispatch_uid="wenming-signed-out")
        from wenming.organisations import plugs

        plugs.fill_frame()


def _signed_in(sender: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    actions.note_presence(user=user, event="accounts.signed_in")


def _signed_out(sender: object, user: Any, **kwargs: object) -> None:
    from wenming.organisations import actions

    if user is not None:
        actions.note_presence(user=user, event="accounts.signed_out")
