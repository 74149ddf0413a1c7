"""Evidence duties in words, one duty a line: 「照片 2至6份；每份不超过2MB；格式jpg、jpeg；图注时间、地点；备注：现场」 and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.tokens import (
    LIST,
    SEMICOLON,
    Unsayable,
    items,
    quoting_everything,
    read_count,
    read_name,
    read_value,
    say_count,
    say_name,
    say_text,
    split,
)
from wenming.kernel.words import _

Plain = dict[str, Any]
Duty = Mapping[str, Any]

KINDS = {  # how each kind of paper is called; the first word is the one we write
    "official_document": ("公文", "文件", "红头文件", "正式文件"),
    "explanation": ("说明报告", "说明", "情况说明"),
    "photo": ("照片", "图片", "图片资料"),
    "statistics": ("统计数据", "统计表", "数据"),
    "link": ("网址", "链接", "网页链接"),
    "signed_instruction": ("批示", "领导批示"),
    "sign_in": ("签到表", "签到"),
    "lesson_plan": ("教案", "课件"),
    "reflection": ("心得体会", "心得"),
    "minutes": ("会议记录", "会议纪要", "记录"),
    "media": ("媒体报道", "报道"),
    "certificate": ("证书", "获奖证书"),
    "video": ("视频", "录像"),
    "other": ("其他", "其它"),
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
CAPTION = {"time": "时间", "place": "地点", "organiser": "主办单位", "people": "人员", "theme": "主题"}
CAPTION_OF = {word: field for field, word in CAPTION.items()}
PER = {"activity": "每次活动", "line": "本项共"}
PER_OF = {word: per for per, word in PER.items()}
NAME_SHOWN, NAME_FREE = "可见单位名称", "不要求可见单位名称"
UNITS = {"GB": 1024**3, "MB": 1024**2, "KB": 1024, "字节": 1}
EXAMPLE = "照片 2至6份；每份不超过2MB；格式jpg、jpeg；图注时间、地点、人员；可见单位名称；备注：现场照片"

FORMS = {
    "exact": "{least}份",
    "range": "{least}至{most}份",
    "least": "至少{least}份",
    "most": "至多{most}份",
    "size": "每份不超过{n}{unit}",
    "min_chars": "不少于{n}字",
    "max_chars": "不超过{n}字",
    "tolerance": "容差{value}%",
    "note": "备注：{note}",
}
FORMATS_WORD, CAPTION_WORD, BYTES = "格式", "图注", "字节"

COUNTED = "[份张个件篇次段条]?"
HEAD = re.compile(
    r"(?P<kind>[一-鿿]+?)\s*(?P<per>每次活动|本项共)?\s*"
    rf"(?:(?P<range>\d+\s*(?:至|到|[-－—~～])\s*\d+)\s*{COUNTED}|至少\s*(?P<least>\d+)\s*{COUNTED}"
    rf"|(?:至多|最多)\s*(?P<most>\d+)\s*{COUNTED}|(?P<exact>\d+)\s*{COUNTED})?"
)
SIZE = re.compile(r"每(?:份|张|个|件)(?:不超过|不大于|≤)\s*(?P<n>\d+)\s*(?P<unit>GB|MB|KB|字节|[GgMmKk][Bb]?)")
MOST_CHARS = re.compile(r"(?:不超过|不多于|≤)\s*(?P<n>\d+)\s*字")
LEAST_CHARS = re.compile(r"(?:不少于|至少|≥)\s*(?P<n>\d+)\s*字")
FORMATS = re.compile(r"格式[：:]?\s*(?P<names>.+)", re.DOTALL)
CAPTIONED = re.compile(r"图注(?:含)?[：:]?\s*(?P<names>.+)", re.DOTALL)
TOLERANCE = re.compile(r"(?:容差|字数容差)\s*(?P<value>[^%％]+)[%％]?")
REMARK = re.compile(r"(?:备注|说明)\s*[：:](?P<words>.*)", re.DOTALL)


def say_evidence(duties: list[Duty]) -> str:
    """Return the duties, one a line.

    Raises  Unsayable where the words would not come back as the same duties.
    """
    try:
        duties = [_pruned(duty) for duty in duties]
        said = "\n".join(map(_say, duties))
        if _reads_as(said, duties):
            return said
        with quoting_everything():
            said = "\n".join(map(_say, duties))
        if _reads_as(said, duties):
            return said
    except (KeyError, TypeError, AttributeError) as error:
        raise Unsayable(duties) from error
    raise Unsayable(duties)


def _pruned(duty: Duty) -> Duty:
    """Leave out what the duty does not say."""
    return {name: value for name, value in duty.items() if name not in FIELDS or (value is not None and value != [])}


def _reads_as(said: str, duties: list[Duty]) -> bool:
    try:
        return read_evidence(said) == duties
    except NotUnderstood:
        return False


def read_evidence(text: str) -> list[Plain]:
    """Return the duties that ``text`` lists, one a line.

    Raises  NotUnderstood naming the clause and showing how a duty is written.
    """
    return [_read(line) for line in split(text, "\n\r")]


def _say(duty: Duty) -> str:
    said = [_head(duty)]
    for field, value in duty.items():
        if field not in ("kind", "min", "max", "per"):
            said.append(SAY[field](value))
    return SEMICOLON.join(said)


def _head(duty: Duty) -> str:
    head = KINDS[duty["kind"]][0]
    per = PER[duty["per"]] if "per" in duty else ""
    least = say_count(duty["min"]) if "min" in duty else ""
    most = say_count(duty["max"]) if "max" in duty else ""
    if not least and not most:
        count = ""
    elif least == most:
        count = FORMS["exact"].format(least=least)
    else:
        count = FORMS["range" if least and most else "least" if least else "most"].format(least=least, most=most)
    return f"{head} {per}{count}" if per or count else head


def _say_size(value: object) -> str:
    n = int(say_count(value))
    for unit, factor in UNITS.items():
        if n and n % factor == 0:
            return FORMS["size"].format(n=n // factor, unit=unit)
    return FORMS["size"].format(n=n, unit=BYTES)


def _say_names(word: str, names: object, words: Mapping[str, str]) -> str:
    if not isinstance(names, list) or not names:
        raise Unsayable(names)
    return word + LIST.join(words.get(name) or say_name(name, "、，,") for name in names)


SAY: dict[str, Callable[[Any], str]] = {
    "max_bytes": _say_size,
    "formats": lambda names: _say_names(FORMATS_WORD, names, {}),
    "caption": lambda names: _say_names(CAPTION_WORD, names, CAPTION),
    "shows_unit_name": lambda shown: {True: NAME_SHOWN, False: NAME_FREE}[shown],
    "min_chars": lambda n: FORMS["min_chars"].format(n=say_count(n)),
    "max_chars": lambda n: FORMS["max_chars"].format(n=say_count(n)),
    "tolerance": lambda value: FORMS["tolerance"].format(value=say_text(value)),
    "note": lambda note: FORMS["note"].format(note=say_name(note)),
}


FIELDS = {"min", "max", "per", *SAY}


def _read(line: str) -> Plain:
    head, *rest = split(line, "；;")
    duty = _read_head(head)
    for piece in rest:
        for field, value in _clause(piece).items():
            if field in duty:
                raise NotUnderstood(_("「%(piece)s」与前面重复，请只留一处。") % {"piece": piece[:40]})
            duty[field] = value
    return duty


def _read_head(head: str) -> Plain:
    found = HEAD.fullmatch(head)
    kind = KIND_OF.get(found["kind"]) if found else None
    if found is None or kind is None:
        raise NotUnderstood(
            _("看不懂材料「%(head)s」，每行请以 %(kinds)s 之一开头，例如「%(example)s」。")
            % {"head": head[:40], "kinds": _("、").join(words[0] for words in KINDS.values()), "example": EXAMPLE}
        )
    duty: Plain = {"kind": kind}
    if found["per"]:
        duty["per"] = PER_OF[found["per"]]
    if found["range"]:
        duty["min"], duty["max"] = map(read_count, re.findall(r"\d+", found["range"]))
    elif found["exact"]:
        duty["min"] = duty["max"] = read_count(found["exact"])
    elif found["least"]:
        duty["min"] = read_count(found["least"])
    elif found["most"]:
        duty["max"] = read_count(found["most"])
    return duty


def _clause(piece: str) -> Plain:
    if found := REMARK.fullmatch(piece):
        return {"note": read_name(found["words"])}
    if piece in (NAME_SHOWN, NAME_FREE):
        return {"shows_unit_name": piece == NAME_SHOWN}
    if found := SIZE.fullmatch(piece):
        unit = found["unit"].upper()
        factor = UNITS.get(unit) or UNITS[unit.rstrip("B") + "B"]
        return {"max_bytes": read_count(found["n"]) * factor}
    if found := MOST_CHARS.fullmatch(piece):
        return {"max_chars": read_count(found["n"])}
    if found := LEAST_CHARS.fullmatch(piece):
        return {"min_chars": read_count(found["n"])}
    if found := TOLERANCE.fullmatch(piece):
        return {"tolerance": read_value(found["value"], share=False)}
    if found := CAPTIONED.fullmatch(piece):
        names = map(str.strip, items(found["names"]))
        return {"caption": [CAPTION_OF.get(name) or read_name(name) for name in names]}
    if found := FORMATS.fullmatch(piece):
        return {"formats": [read_name(name) for name in items(found["names"])]}
    raise NotUnderstood(
        _("看不懂「%(piece)s」，材料请写成「%(example)s」这样，各项之间用；隔开。")
        % {"piece": piece[:40], "example": EXAMPLE}
    )
