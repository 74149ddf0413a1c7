from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "wenming.organisations"
    verbose_name = _("组织")

    def ready(self) -> None:
        from wenming.organisations import plugs

        plugs.connect()
