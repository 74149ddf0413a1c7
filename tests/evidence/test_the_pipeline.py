"""Files are worked off in steps whose results stand in rows; what was cut off is done later, what is done stays done."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from PIL import Image

from tests import make
from wenming.evidence import contents, jobs
from wenming.evidence.actions import pipeline
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.formats.receiving import DiskFull, EmptyFile, FileTooLarge, Interrupted
from wenming.evidence.models import File, FileStep
from wenming.evidence.states import FileState, Step, StepState
from wenming.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


def photo(colour: str = "navy") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    out.seek(0)
    return out


def receive(city, content=None, name="现场.jpg", who=None, **more):
    return receive_file(
        actor=city.actor(who or city.clerk), organisation=city.parks, stream=content or photo(), name=name, at=make.AT,
        in_background=False, **more,
    )  # fmt: skip


def states(file: File) -> dict[str, str]:
    return dict(FileStep.objects.filter(file=file).values_list("step", "state"))


def test_a_photo_is_verified_and_gets_a_preview(city):
    file = receive(city).file
    assert set(states(file).values()) == {StepState.WAITING}
    jobs.process_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.media_type, file.extension) == (FileState.SOUND, "image/jpeg", "jpg")
    assert (file.facts["width"], file.facts["height"]) == (640, 480)
    with contents.open_rendition(file.thumbnail) as thumb:
        assert Image.open(thumb).size[0] <= 640
    assert states(file)[Step.VERIFY] == StepState.DONE


def test_the_same_bytes_are_kept_once_and_recognised(city):
    first, second = receive(city, name="a.jpg"), receive(city, name="b.jpg")
    assert first.file == second.file
    assert File.objects.count() == 1
    assert FileStep.objects.count() == len(Step.values)


def test_a_second_delivery_of_the_job_changes_nothing(city):
    file = receive(city).file
    jobs.process_file(file.pk)
    before = list(FileStep.objects.order_by("pk").values_list("step", "state", "attempts", "at"))
    jobs.process_file(file.pk)
    assert list(FileStep.objects.order_by("pk").values_list("step", "state", "attempts", "at")) == before


def test_what_a_killed_worker_left_is_swept_up(city):
    file = receive(city).file
    FileStep.objects.filter(file=file).update(attempts=1)  # begun, and never finished
    assert jobs.sweep() == 1
    file.refresh_from_db()
    assert file.state == FileState.SOUND


def test_a_file_that_kills_every_attempt_is_given_up_in_words(city):
    file = receive(city).file
    FileStep.objects.filter(file=file).update(attempts=pipeline.MOST_ATTEMPTS)
    jobs.process_file(file.pk)
    file.refresh_from_db()
    assert file.state == FileState.UNREADABLE
    assert "重新上传" in file.message
    assert set(states(file).values()) == {StepState.FAILED}


def test_a_program_named_as_a_photo_is_set_aside(city):
    file = receive(city, io.BytesIO(b"MZ\x90\x00" + b"\0" * 2000)).file
    jobs.process_file(file.pk)
    file.refresh_from_db()
    assert file.state == FileState.QUARANTINED
    assert file.message
    assert not file.preview


def test_content_that_has_vanished_is_said_and_not_tried_for_ever(city):
    file = receive(city).file
    with contents.local_path(file.sha256) as path:
        path.unlink()
    jobs.process_file(file.pk)
    file.refresh_from_db()
    assert file.state == FileState.UNREADABLE


def test_an_empty_file_is_refused_and_leaves_nothing(city):
    with pytest.raises(EmptyFile):
        receive(city, io.BytesIO(b""))
    assert not File.objects.exists()


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(city, settings, tmp_path):
    settings.WENMING_MAX_FILE_BYTES = 100
    with pytest.raises(FileTooLarge):
        receive(city)
    assert not File.objects.exists()
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_an_upload_cut_short_is_refused(city):
    with pytest.raises(Interrupted):
        receive(city, expected=10**6)
    assert not File.objects.exists()


def test_a_full_disk_is_said_and_leaves_nothing(city, monkeypatch, tmp_path):
    import errno
    import os

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        receive(city)
    assert not File.objects.exists()
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_an_outsider_cannot_put_files_into_this_unit(city):
    with pytest.raises(NotPermitted):
        receive(city, who=city.outsider)
    assert not File.objects.exists()


def test_a_changed_file_is_found_by_its_digest(city):
    file = receive(city).file
    assert contents.is_whole(file.sha256)
    with contents.local_path(file.sha256) as path:
        path.write_bytes(b"changed")
    assert not contents.is_whole(file.sha256)
    assert str(settings.STORAGES["default"]["OPTIONS"]["location"]).endswith("files")
