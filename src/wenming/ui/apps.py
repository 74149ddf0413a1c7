"""The look: base page, components, template tags and static files. No tables, no domain."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "wenming.ui"
    verbose_name = _("界面")
