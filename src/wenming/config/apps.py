from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "wenming.config"
    label = "wiring"
