"""Signing in. In demonstration mode the page shows the accounts one may try."""

from __future__ import annotations

import json
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator


def demo_accounts() -> list[dict[str, str]]:
    """The accounts the demo loader wrote down: username, password, name, role. Empty outside demonstration mode."""
    path = settings.HOME / "demo.json"
    if not settings.DEMO or not path.is_file():
        return []
    accounts: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["accounts"]
    return accounts


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """The library's own view, with the demonstration accounts beside the form."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_accounts": demo_accounts()}


sign_in = SignIn.as_view()
sign_in.access = "public"
