from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    name = "wenming.workbench"
    verbose_name = _("工作台")

    def ready(self) -> None:
        from wenming.workbench import plugs

        plugs.fill_frame()
