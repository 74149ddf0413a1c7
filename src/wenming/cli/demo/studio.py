"""Photographs of the records: which scene, from where, under what light – and the few that are wrong on purpose."""

from __future__ import annotations

import shutil
import zlib
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageEnhance

from wenming.cli.demo.pictures.camera import MODELS, exif_of, save_jpeg
from wenming.cli.demo.pictures.likeness import APART, Album, prints
from wenming.cli.demo.pictures.scenes import SCENES, picture
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.series import Planned, taken

TRIES = 16
SMALL, USUAL, LARGE, RETOUCHED = (200, 150), (1024, 768), (3200, 2400), (920, 690)
PLACE = (31.0, 112.0)
"""Where the one photograph with a place in its EXIF says it was taken: a round figure, no address."""
TITLE_ROOM = 16


class Studio:
    """Draws the photographs of one demonstration, in the order of their records, at ``scale`` of their usual size."""

    def __init__(self, unit_name: str, scale: float = 1.0) -> None:
        self.unit_name, self.scale = unit_name, scale
        self.album = Album()
        self.taken: dict[str, list[list[Path]]] = {}

    def photographs(self, record: Planned, folder: Path) -> list[Path]:
        """Write the record's photographs into ``folder`` and return them in order."""
        part = record.part
        counts = part.get("counts")
        count = counts[(record.number - 1) % len(counts)] if counts else part["photos"]
        series = f"{record.entry['key']}/{part['scene']}"
        earlier = self.taken.setdefault(series, [])
        paths = [self._one(record, index, folder / f"{index + 1}.jpg") for index in range(count)]
        if earlier and record.flaw == "near_copy":
            self._touched_up(earlier[-1][min(1, len(earlier[-1]) - 1)], paths[-1], record, count - 1)
        elif len(earlier) > 1 and record.flaw == "same_file":
            shutil.copyfile(earlier[-2][0], paths[-1])
        earlier.append(paths)
        return paths

    def _size(self, size: tuple[int, int]) -> tuple[int, int]:
        return round(size[0] * self.scale), round(size[1] * self.scale)

    def _shot(self, record: Planned, index: int) -> Shot:
        part, entry = record.part, record.entry
        views = part.get("views") or list(range(SCENES[part["scene"]][1]))
        title = str(entry.get("banner") or record.theme or record.title)
        if part["scene"] == "cutting":
            title = record.theme
        return Shot(
            scene=part["scene"],
            view=views[(index + record.number - 1 if "views" not in part else index) % len(views)],
            seed=zlib.crc32(f"{record.key}/{index}".encode()) % 1_000_000,
            title=title[:TITLE_ROOM],
            unit=self.unit_name,
            season=record.season,
            sign=str(entry.get("sign", "")),
        )

    def _one(self, record: Planned, index: int, path: Path) -> Path:
        """Draw one, trying other chances until it looks like no picture of another event."""
        shot = self._shot(record, index)
        event = f"{record.entry['key']}-{record.day}"
        large = record.flaw == "big_photo" and index < 2
        shot = replace(shot, size=self._size(LARGE if large else USUAL))
        finished = picture(shot)
        likeness = prints(finished)
        if self.album.nearest(event, likeness) < APART:
            finished = picture(self._another(shot, event))
            likeness = prints(finished)
        self.album.add(event, likeness)
        model = MODELS[shot.seed % len(MODELS)]
        place = PLACE if record.flaw == "gps" and index == 0 else None
        save_jpeg(finished, path, exif_of(taken(record, index), model, place), quality=96 if large else 88)
        return path

    def _another(self, shot: Shot, event: str) -> Shot:
        """The same view under other chances: the first that is far enough from all others, else the farthest."""
        trials = [replace(shot, seed=shot.seed + attempt * 7919, size=SMALL) for attempt in range(1, TRIES)]
        best, best_distance = trials[0], -1
        for trial in trials:
            distance = self.album.nearest(event, prints(picture(trial)))
            if distance > best_distance:
                best, best_distance = trial, distance
            if distance >= APART + 2:
                break
        return replace(best, size=shot.size)

    def _touched_up(self, source: Path, target: Path, record: Planned, index: int) -> None:
        """The earlier picture again, a little brighter and smaller, with a new date: what a check should notice."""
        with Image.open(source) as opened:
            copy = ImageEnhance.Brightness(opened.convert("RGB")).enhance(1.05)
        copy = copy.resize(self._size(RETOUCHED), Image.Resampling.BILINEAR)
        save_jpeg(copy, target, exif_of(taken(record, index), MODELS[0]), quality=80)
