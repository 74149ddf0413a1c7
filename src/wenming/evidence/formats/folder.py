"""A folder that is imported: find the files a manifest names, or propose what its files are when there is no manifest."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wenming.evidence.formats.dates import find_day, find_year
from wenming.evidence.formats.kinds import Family, file_type
from wenming.evidence.formats.names import like_name, same_name, split_suffix, suffix_of
from wenming.evidence.formats.zips import leads_outside
from wenming.evidence.rules.days import is_plausible
from wenming.kernel.words import _

MAX_FILES = 200_000
_LITTER = re.compile(r"^(?:Thumbs\.db|desktop\.ini|ehthumbs\.db|~\$.*|.*\.(?:tmp|crdownload|part|lnk))$", re.IGNORECASE)
_LITTER_FOLDERS = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information", "@eaDir"})
# What a file's or folder's name says about its kind; the first that fits decides.
_KIND_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sign_in", ("签到",)),
    ("minutes", ("会议记录", "会议纪要", "纪要")),
    ("lesson_plan", ("教案", "讲义")),
    ("reflection", ("心得", "体会", "感悟")),
    ("signed_instruction", ("批示", "签批", "批复")),
    ("certificate", ("证书", "奖状", "奖牌", "荣誉")),
    ("media", ("媒体", "报道", "新闻")),
    ("statistics", ("统计", "一览表", "汇总表", "明细")),
    ("official_document", ("通知", "方案", "办法", "意见", "决定", "规定", "细则", "计划", "制度", "文件", "函")),
    ("explanation", ("说明", "报告", "总结", "汇报", "简介")),
)
_WRITTEN = frozenset({"official_document", "explanation", "statistics", "media", "reflection", "lesson_plan"})
# Names that cameras and phones give; they are no titles.
_CAMERA_NAME = re.compile(
    r"(?:IMG|DSC[NF]?|PXL|MVIMG|VID|P|DJI|WIN|Screenshot|mmexport|wx_camera|微信图片|微信截图|QQ图片|QQ截图|截图|屏幕截图|照片|图片|"
    r"photo|image|pic|picture|扫描|扫描件|scan|未命名|新建.*)?[\W_\d]*",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^\s*(?:[(（]?\d{1,3}[)）.、．]|\d{1,3}[-_ ]+)\s*|[\s_\-—]*(?:[(（]\d{1,4}[)）]|\d{1,3})\s*$")
_LEADING_YEAR = re.compile(r"^\s*20\d{2}\s*(?:年度?)?")
_EDGES = " \t-_—－.·、，,~～＋+"


class LeadsOutside(Exception):
    """A path that points outside the folder that is imported."""


class Several(Exception):
    """A name that fits more than one file; ``names`` are their paths inside the folder."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(self.names)


@dataclass(slots=True)
class Files:
    """The files below a folder, found by the names that people write for them."""

    folder: Path
    _exact: dict[str, list[Path]] | None = field(default=None, repr=False)
    _ends: dict[str, list[Path]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()

    def find(self, written: str) -> Path | None:
        """The file a person means, or None if there is none.

        Slashes of either kind; where the exact name is not there, one that differs only in case or in composed
        characters will do; then one that differs in width or blanks, lies in a folder that was not written, or has a
        suffix that was not written – if it is the only one.
        Raises  LeadsOutside: absolute, ``..``, a drive, a NUL, or a link that leads out of the folder. Several.
        """
        if leads_outside(written):
            raise LeadsOutside(written)
        plain = "/".join(part for part in re.split(r"[\\/]+", written) if part not in {"", "."})
        try:
            path = self.folder / plain
            resolved = path.resolve()
            if not resolved.is_relative_to(self.folder):
                raise LeadsOutside(written)
            if resolved.exists():
                return path
        except (OSError, ValueError, RuntimeError):  # too long, or links in a circle: no such file
            return None
        exact = self._by_name().get(same_name(plain), [])
        found = exact or self._ending(like_name(plain))
        if len(found) > 1:
            raise Several([self.name_of(one) for one in found])
        return found[0] if found else None

    def unlisted(self, listed: Collection[Path], *, leave_out: Collection[Path] = ()) -> tuple[str, ...]:
        """The files of the folder that are none of ``listed``, by their paths; litter, links and ``leave_out`` aside."""
        known = {path.resolve() for path in (*listed, *leave_out)}
        return tuple(
            self.name_of(path) for path, reason in _walk(self.folder) if not reason and path.resolve() not in known
        )

    def name_of(self, path: Path) -> str:
        """A file's path inside the folder, with forward slashes."""
        return shown(path.relative_to(self.folder).as_posix())

    def _by_name(self) -> dict[str, list[Path]]:
        """Files by their whole names; those of links are never taken, as they may lead anywhere."""
        if self._exact is None:
            self._exact = {}
            for path, reason in _walk(self.folder):
                if reason:
                    continue
                name = self.name_of(path)
                self._exact.setdefault(same_name(name), []).append(path)
                base = like_name(name).rpartition("/")[2]
                for key in {base, base.rpartition(".")[0]} - {""}:
                    self._ends.setdefault(key, []).append(path)
        return self._exact

    def _ending(self, written: str) -> list[Path]:
        """Files whose path ends like what was written, with or without their suffix; with it goes before without."""
        near = self._ends.get(written.rpartition("/")[2], [])
        paths = {path: "/" + like_name(self.name_of(path)) for path in near}
        whole = [path for path, name in paths.items() if name.endswith("/" + written)]
        return whole or [path for path, name in paths.items() if name.rpartition(".")[0].endswith("/" + written)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file seems to be, drawn from its name and folder. A person confirms it.

    reasons  for each field that was drawn from somewhere: where from, in words.
    """

    file: str
    path: Path
    size: int
    folder: str
    kind: str
    title: str
    happened_on: date | None = None
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not proposed, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Every regular file of a folder: proposed, or left out and named."""

    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]


def scan_folder(
    folder: Path, *, year: int | None = None, leave_out: Collection[Path] = (), received_on: date | None = None
) -> Scan:
    """Go through a folder that comes without a manifest.

    year         taken for days that are written without one, unless a folder above names its own.
    leave_out    files not meant, such as the manifest itself.
    received_on  the day of the import: a day in a name that lies after it, or too early, is none.
    Returns    proposals in the order of their paths; links, hidden files, lock files and other litter are left out by
               name. Links are never followed.
    """
    root = folder.resolve()
    skipped = {path.resolve() for path in leave_out}
    proposals: list[Proposal] = []
    left_out: list[LeftOut] = []
    for path, reason in _walk(root):
        name = shown(path.relative_to(root).as_posix())
        if reason:
            left_out.append(LeftOut(name, reason))
        elif path in skipped:
            continue
        elif len(proposals) >= MAX_FILES:
            left_out.append(LeftOut(name, _("一次最多导入 %(most)s 个文件，请分批导入。") % {"most": MAX_FILES}))
        else:
            proposals.append(propose(name, path, year=year, received_on=received_on))
    return Scan(tuple(proposals), tuple(left_out))


def propose(name: str, path: Path, *, year: int | None = None, received_on: date | None = None) -> Proposal:
    """What one file seems to be. ``name`` is its path inside the folder."""
    folders, _slash, base = name.rpartition("/")
    above = [part for part in folders.split("/") if part]
    stem = split_suffix(base)[0]
    reasons: dict[str, str] = {}
    named_year = next((found for part in reversed(above) if (found := find_year(part))), None)
    day: date | None = None
    piece = ""
    for where, text in ((_("取自文件名。"), stem), *((_("取自文件夹名。"), part) for part in reversed(above))):
        found_day = find_day(text, year=named_year or year)
        if found_day and is_plausible(found_day[0], received_on or date.max):
            day, reasons["date"] = found_day[0], where
            piece = found_day[1] if text == stem else ""
            break
    title = _title(stem, piece)
    if title:
        reasons["title"] = _("取自文件名。")
    else:
        title = next(
            (plain for part in reversed(above) if (plain := _title(part, _day_in(part, named_year or year)))), ""
        )
        reasons["title"] = _("取自文件夹名。") if title else _("取自文件名。")
        title = title or stem
    kind, said = _kind(base, above)
    if said:
        reasons["kind"] = said
    return Proposal(name, path, path.stat().st_size, above[-1] if above else "", kind, title, day, reasons)


def shown(name: str) -> str:
    """A name from the disk that can be printed: bytes that are no UTF-8 are read as GB18030, as older zips leave them."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        return unicodedata.normalize("NFC", raw.decode("gb18030", errors="replace"))
    return unicodedata.normalize("NFC", name)


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file below a folder with the reason to leave it out, empty if there is none; in a fixed order."""
    for where, folders, files in os.walk(root, followlinks=False):
        place = Path(where)
        for name in sorted(folders):
            if (place / name).is_symlink():
                yield place / name, _("这是链接，不随链接读取其他位置的文件。")
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _LITTER_FOLDERS and not (place / name).is_symlink()
        )
        for name in sorted(files):
            path = place / name
            if path.is_symlink():
                yield path, _("这是链接，不随链接读取其他位置的文件。")
            elif name.startswith("."):
                yield path, _("隐藏文件，不是佐证材料。")
            elif _LITTER.match(name):
                yield path, _("系统或办公软件的临时文件，不是佐证材料。")
            elif not path.is_file():
                yield path, _("不是普通文件。")
            else:
                yield path, ""


def _day_in(text: str, year: int | None) -> str:
    found = find_day(text, year=year)
    return found[1] if found else ""


def _title(text: str, piece: str) -> str:
    """A name without its day, its numbering and the names cameras give; empty if nothing is left."""
    plain = unicodedata.normalize("NFKC", text)
    if piece:
        plain = plain.replace(piece, " ", 1)
    plain = _LEADING_YEAR.sub("", plain)
    plain = _NUMBERING.sub("", plain.strip(_EDGES)).strip(_EDGES)
    return "" if _CAMERA_NAME.fullmatch(plain) else re.sub(r"\s+", " ", plain)


def _kind(base: str, above: list[str]) -> tuple[str, str]:
    """The kind of evidence that name, folder and format speak for, and what said so.

    A picture may be of a sign-in sheet or a certificate if its own name says so; a folder's name makes no picture a paper.
    """
    family = file_type(suffix_of(base)).family
    if family is Family.VIDEO:
        return "video", _("由文件格式判断。")
    is_picture = family is Family.PICTURE
    places = [(base, _("文件名里写有“%(word)s”。"))]
    if above and not is_picture:
        places.append((above[-1], _("文件夹名里写有“%(word)s”。")))
    for text, reason in places:
        for kind, words in _KIND_WORDS:
            word = next((word for word in words if word in text), "")
            if word and not (is_picture and kind in _WRITTEN):
                return kind, reason % {"word": word}
    return ("photo", _("由文件格式判断。")) if is_picture else ("other", "")
