from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbenchConfig(AppConfig):
    name = "wenming.workbench"
    verbose_name = _("工作台")

    def ready(self) -> None:
        from wenming.ui import navigation as nav

        nav.register("desk", nav.Entry(_("工作台"), "workbench:home", icon="layout-dashboard", order=0))
        nav.register_tab(nav.Entry(_("工作台"), "workbench:home", icon="layout-dashboard", order=10))
