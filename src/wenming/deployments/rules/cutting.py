"""Which words of a sentence belong to which time: from where the words of the one before end to where the next one's begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenming.deployments.rules.handing import receiver
from wenming.deployments.rules.owners import subject
from wenming.deployments.rules.sentences import Piece
from wenming.deployments.rules.times import MODAL
from wenming.deployments.rules.values import When

EDGE = "，,、；;：: 　"
_LEANING = re.compile(
    r"^(?:根据|按照|依据|依照|结合|围绕|为了?|针对|对照|在[^，]*(?:基础上|同时|过程中|前提下|下|中|时|后)$|坚持以|以[^，]*为|通过|采取|从|本着|严格对照|利用|经)"
)
_REPORTING = re.compile(
    r"^(?:并|再|同时|经|形成|汇总后|统一|书面|及时|一并)*(?:书面)?(?:上?报|报送|上报|提交|送|反馈|形成|报|公示|经[^，]{1,16}(?:审[核定批]|同意))|^(?:并|同时)?(?:将|把)[^，]{2,30}(?:报|送|交|反馈|传)"
)
_AMOUNT = re.compile(
    r"(?:原则上|一般|均|都|各|开展|组织|进行|召开)*(?:不少于|不低于|至少|不超过|最少)?[\d一二两三四五六七八九十]+(?:至[\d一二三四五]+)?(?:次|期|篇|轮|场|回|遍|条|人|名|个|份|天|小时)?(?:以上)?"
)
_MOST_IN_A_ROW = 12
_UNTIL = re.compile(r"截止(?:时间|日期)$")
_ONLY_LINKS = re.compile(r"^(?:[、，,；和及与各]|\s|以及|底?前|于|在|自|从)*$")
_HOLLOW = re.compile(r"[（）()]|第[一二三四五六七八九十\d]+(?:周|月|批|天|季度|期|轮|步)")
_NUMBER = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]{1,2}[要是]|第[一二三四五六七八九十]{1,2}$|首先|其次|再次|最后)"
)
_BETWEEN_DOERS = re.compile(r"特别是|尤其是|同时|请|[、，和与及以\s]|[一二三四五六七八九十]{1,2}[要是]")


@dataclass(frozen=True, slots=True)
class Told:
    """A time that asks for something, and the clause it stands in."""

    when: When
    clause: Piece


def stretch(sentence: Piece, pieces: list[Piece], told: list[Told], place: int) -> tuple[int, int]:
    """Where the words of one time begin and end in the paragraph. Times in a row (6月、9月、12月开展) share theirs."""
    first = place
    while first and place - first < _MOST_IN_A_ROW and _in_a_row(sentence, told[first - 1].when, told[first].when):
        first -= 1
    last = place
    while (
        last + 1 < len(told)
        and last - place < _MOST_IN_A_ROW
        and _in_a_row(sentence, told[last].when, told[last + 1].when)
    ):
        last += 1
    when, clause = told[last].when, told[last].clause
    index = pieces.index(told[first].clause)
    start = _start(sentence, pieces, index, told[first - 1] if first else None, told[first])
    following = told[last + 1].when if last + 1 < len(told) else None
    stop = _cut_before(sentence, when.end, following.start) if following else sentence.end
    return start, _end(sentence, pieces, pieces.index(clause), when, stop)


def _in_a_row(sentence: Piece, one: When, other: When) -> bool:
    if one.start == other.start:
        return True
    if _in_one_bracket(sentence.text, one.start - sentence.start, other.start - sentence.start):
        return True
    between = sentence.text[one.end - sentence.start : other.start - sentence.start]
    return len(between) <= 3 and "，" not in between and bool(_ONLY_LINKS.match(between))


def _in_one_bracket(text: str, one: int, other: int) -> bool:
    """Both in （4月15日前完成初稿，4月20日前定稿）."""
    opened = text.rfind("（", 0, one)
    return opened >= 0 and text.find("）", opened, other) < 0


def _start(sentence: Piece, pieces: list[Piece], index: int, previous: Told | None, told: Told) -> int:
    clause = told.clause
    if previous is not None and previous.clause is clause:
        return _cut_before(sentence, previous.when.end, told.when.start)
    before = pieces[index - 1] if index else None
    if before is None or (previous is not None and previous.clause.start >= before.start):
        return clause.start
    if only_doers(before.text) and not subject(clause.text):
        return before.start
    if _UNTIL.search(before.text) and says_nothing(clause.text, told.when, clause.start):
        return before.start
    if is_amount(clause.text, told.when, clause.start) and not only_doers(before.text):
        return before.start
    return clause.start


def _end(sentence: Piece, pieces: list[Piece], index: int, when: When, stop: int) -> int:
    end = min(pieces[index].end, stop)
    for before, piece in zip(pieces[index:], pieces[index + 1 :], strict=False):
        if piece.start >= stop:
            break
        nothing = says_nothing(before.text, when, before.start)
        hands_in = _REPORTING.match(piece.text) or receiver(piece.text) is not None
        if not nothing and (not hands_in or subject(piece.text)):
            break
        end = min(piece.end, stop)
    return end


def scope(pieces: list[Piece], index: int, when: When) -> str:
    """A clause with the next ones, as long as they say nothing to do: where the act of a time is named."""
    words = pieces[index].text
    for before, piece in zip(pieces[index:], pieces[index + 1 :], strict=False):
        if not says_nothing(before.text, when, before.start):
            break
        words += "，" + piece.text
    return words


def _cut_before(sentence: Piece, since: int, until: int) -> int:
    """Where the words of the next time begin: at its own comma or 、, else at the time itself."""
    words = sentence.text[since - sentence.start : until - sentence.start]
    mark = max(words.rfind(mark) for mark in "，,、；;")
    if mark >= 0:
        return since + mark + 1
    return max(since, until - (1 if words.endswith(("于", "在", "自", "从")) else 0))


def only_doers(clause: str) -> bool:
    """Whether a clause names doers and nothing else."""
    rest = clause
    for name in subject(clause):
        rest = rest.replace(name, "", 1)
    return rest != clause and not _BETWEEN_DOERS.sub("", rest)


def without_time(words: str, when: When, start: int) -> str:
    """A clause without its time, its doers and the words that only ask."""
    if start <= when.start < start + len(words):
        words = words[: when.start - start] + words[when.end - start :]
    return bare(words)


def bare(words: str) -> str:
    """Words without their doers and what only asks."""
    cut = MODAL.sub("", words)
    for name in subject(words):
        cut = cut.replace(name, "", 1)
    return re.sub(r"^(?:[于在自从至到截最迟]|务必|并|且|及|和|与|、|，|,|\s)+", "", cut).strip(EDGE + "于在前起止。")


def says_nothing(words: str, when: When, start: int) -> bool:
    """Whether a clause names a time and perhaps somebody, but nothing to do, or only leans on what follows."""
    cut = without_time(words, when, start)
    left = _NUMBER.sub("", _HOLLOW.sub("", cut))
    left = re.sub(r"^为[^，]{2,12}(?:周|月|日|期)$", "", left)
    return (
        len(left) < 2 or (left in {"期间", "当天", "当日", "开始", "以后", "之后", "通过"}) or bool(_LEANING.match(cut))
    )


def is_amount(words: str, when: When, start: int) -> bool:
    """Whether a clause says beside its time only how often (每月不少于1次)."""
    return bool(_AMOUNT.fullmatch(without_time(words, when, start)))
