import pytest


@pytest.fixture(autouse=True)
def _small_house(settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
