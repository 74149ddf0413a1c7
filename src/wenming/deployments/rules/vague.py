"""Times that are said but that no calendar fixes (近期, 会后, 收到通知后5个工作日内, 国庆节前): kept as words, never turned into a day."""

from __future__ import annotations

import re

from wenming.deployments.rules.values import When

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_FEASTS = "春节|元旦|元宵节?|清明节?|国庆节?|“?五一”?|“?十一”?|“?六一”?|“?七一”?|“?八一”?|中秋节?|端午节?|重阳节?|劳动节|建党节|教师节|寒假|暑假|汛期|节"
VAGUE = re.compile(
    "(?:今天|本次|这次)?(?:会议?|散会|活动|培训|会议之)(?:结束)?后(?:[，,]?(?:立即|迅速|马上))?|近期|近日|届时|即日起|即日|立即|马上|尽快|尽早|第一时间|随时|定期不定期|不定期|定期|适时"
    rf"|(?:收到|接到|接通知|自?印发|自?下发|培训结束|活动结束)[^，。；\d]{{0,8}}(?:后|之日起)?[^，。；\d]{{0,3}}{_COUNT}个?(?:工作日|日|天|周|月)(?:之?内|以内)"
    rf"|{_COUNT}个?(?:工作日|日|天|周|星期|月|小时|分钟|年)(?:之内|以内|内)|(?:用|通过|利用){_COUNT}个?(?:月|周|年)(?:的)?时间"
    "|(?:本|下|当)(?:周|月|季度)(?:[一二三四五六日天底末初]|\\d{1,2}日)?(?:之前|以前|前)?|月底(?:前|之前)|年内|全年|长期坚持|常年|常态化"
    rf"|(?:{_FEASTS})(?:节)?(?:假期|来临)?(?:前夕|之前|前|期间)"
    "|期[末中](?:之前|前)?|学期末|开学前|明天|后天|今天(?:下班)?前"
)


def find_vague(text: str) -> list[When]:
    """The vague times of a folded paragraph, in order."""
    return [When(match.start(), match.end(), match.group(), "none") for match in VAGUE.finditer(text)]
