"""Why a file is set aside is said to each reader in the reader's own language, whatever the worker spoke."""

from __future__ import annotations

import inspect
import json

import pytest
from django.urls import reverse

from tests import make
from tests.evidence import desk
from tests.evidence.files import making
from wenming.evidence.formats import trouble
from wenming.evidence.formats.verdicts import Problem, in_words
from wenming.evidence.models import File
from wenming.kernel.words import LANGUAGE

ENGLISH = {"accept-language": "en"}
MAKERS = [made for name, made in vars(trouble).items() if name in trouble._SENTENCES]
GIVEN = {"size": 9_000_000, "limit": 1_000_000, "width": 90_000, "height": 80_000, "family": "word"}


def made_by(make_it) -> Problem:
    return make_it(*(GIVEN.get(name, "宏.bin") for name in inspect.signature(make_it).parameters))


@pytest.mark.parametrize("make_it", MAKERS, ids=lambda made: made.__name__)
def test_every_sentence_can_be_said_again_from_what_is_kept(make_it):
    problem = made_by(make_it)
    kept = json.loads(json.dumps([problem.made_of]))
    assert trouble.said_again(kept) == in_words([problem]) != ""
    token = LANGUAGE.set("en")
    try:
        assert trouble.said_again(kept) == in_words([made_by(make_it)])
    finally:
        LANGUAGE.reset(token)


@pytest.mark.parametrize("kept", [[], [["no_such_sentence"]], [["too_large", "much"]], [["disguised", "a", "b", "c"]]])
def test_what_a_later_version_cannot_say_any_more_is_left_to_the_words_kept(kept):
    assert trouble.said_again(kept) == ""
    assert File(message="文件里含有宏代码。", facts={"problems": kept}).why == "文件里含有宏代码。"


@pytest.mark.django_db
def test_an_english_page_gives_the_reason_in_english(client, city):
    make.criteria_set(city.parks)
    record = desk.record(city, content=making.windows_program(), name="照片.jpg")
    client.force_login(city.clerk)
    address = reverse("evidence:record_detail", args=[record.pk])
    chinese, english = client.get(address), client.get(address, headers=ENGLISH)
    said = File.objects.get().message
    assert said in chinese.content.decode()
    assert said not in english.content.decode() and "program" in english.content.decode()
    held = record.record_files.get()
    refused = client.get(reverse("evidence:file_original", args=[held.pk]), headers=ENGLISH)
    assert refused.status_code == 403 and said not in refused.content.decode()
