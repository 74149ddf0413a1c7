"""What papers a table asks for, in the words that offices use: kinds, counts, lengths, sizes, captions and spans of time."""

from __future__ import annotations

from typing import Any

import pytest

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables.evidence_wording import read_duties
from wenming.criteria.formats.tables.windows import window

ASKED = {
    "图片2-6张": "photo 2-6",
    "图片2—6张，说明报告500字以内": "photo 2-6; explanation 1 max_chars=500",
    "说明报告500字以内": "explanation 1 max_chars=500",
    "每张不超过2M": "photo 1 max_bytes=2097152",
    "图片不少于3张，每张不超过2M": "photo 3 max_bytes=2097152",
    "图片（2-6张，jpg格式，每张不大于2MB）": "photo 2-6 max_bytes=2097152 jpg/jpeg",
    "近两年的材料": "other 1",
    "网址链接": "link 1",
    "提供文件、照片等佐证材料": "official_document 1; photo 1",
    "2份以上": "other 2",
    "文件2份以上": "official_document 2",
    "活动截图": "link 1",
    "截图2张": "link 2",
    "公众号推文截图或链接": "link 1",
    "提供活动方案、活动照片、新闻报道": "official_document 1; photo 1; media 1",
    "活动通知、签到表、现场照片3张以上、总结": "official_document 1; sign_in 1; photo 3; explanation 1",
    "会议记录（不少于4次）": "minutes 4",
    "4次会议记录": "minutes 4",
    "四次集体学习记录": "minutes 4",
    "照片若干": "photo 1",
    "近三年荣誉证书复印件": "certificate 1",
    "红头文件扫描件（PDF格式）": "official_document 1 pdf",
    "PDF格式，单个文件不超过10M": "other 1 max_bytes=10485760 pdf",
    "视频1个，时长不超过3分钟，MP4格式": "video 1 mp4",
    "视频（3分钟以内，100M以内）": "video 1 max_bytes=104857600",
    "文字说明不超过300字，附2张图片": "explanation 1 max_chars=300; photo 2",
    "300字文字说明+3张照片": "explanation 1 max_chars=300; photo 3",
    "500-800字的工作总结": "explanation 1 min_chars=500 max_chars=800",
    "工作总结1份（800字左右）": "explanation 1 max_chars=800",
    "总结材料不少于1000字": "explanation 1 min_chars=1000",
    "1.文件；2.照片；3.总结": "official_document 1; photo 1; explanation 1",
    "①实施方案②活动照片（2张）③总结": "official_document 1; photo 2; explanation 1",
    "实施方案、活动照片（2张）和总结": "official_document 1; photo 2; explanation 1",
    "照片要标注时间、地点、主办单位、参加人员、主题": "photo 1 caption time/place/organiser/people/theme",
    "照片须体现单位名称和活动主题": "photo 1 shows_unit_name=True",
    "每次活动2张照片": "photo 2 per=activity",
    "每个活动不少于2张照片，一篇报道": "photo 2 per=activity; media 1",
    "每季度1张照片": "photo 4",
    "领导批示件、会议纪要": "signed_instruction 1; minutes 1",
    "学习笔记、心得体会（5人以上）": "reflection 1; reflection 5",
    "志愿服务记录表、志愿者花名册": "minutes 1; statistics 1",
    "统计表、汇总表（加盖公章）": "statistics 1; statistics 1",
    "查看台账": "statistics 1",
    "台账资料": "statistics 1",
    "现场查看": "",
    "实地考察、查看资料": "",
    "问卷调查": "",
    "无需提供材料": "",
    "以现场检查为准": "",
    "表彰决定、奖牌照片": "certificate 1; photo 1",
    "媒体报道3篇以上（省级1篇）": "media 3",
    "新闻报道截图3张以上": "link 3",
    "教案1份、课件1份": "lesson_plan 1; lesson_plan 1",
    "宣讲稿、课程表": "lesson_plan 1",
    "年度工作计划和总结各1份": "official_document 1; explanation 1",
    "计划、总结各一份": "official_document 1; explanation 1",
    "图文并茂的活动简报2期": "media 2",
    "2024年、2025年的文件": "official_document 1",
    "2025年以来的活动照片": "photo 1",
    "照片3-5张；说明材料200-500字": "photo 3-5; explanation 1 min_chars=200 max_chars=500",
    "文字材料（Word格式，500字以内）、照片（JPG格式，2-4张）": "explanation 1 max_chars=500 doc/docx; photo 2-4 jpg/jpeg",
    "提供不超过5张图片": "photo 1-5",
    "最多提供3张图片": "photo 1-3",
    "图片限5张": "photo 1-5",
    "至少2张图片、至多6张": "photo 2-6",
    "文字不少于200字、不超过500字": "explanation 1 min_chars=200 max_chars=500",
    "800字以内说明报告，图片4张以内": "explanation 1 max_chars=800; photo 1-4",
    "说明报告（800字以内）、图片（4张以内）": "explanation 1 max_chars=800; photo 1-4",
    "二维码或网页链接": "link 1",
    "链接2个": "link 2",
    "会议照片二张": "photo 2",
    "不少于五张照片": "photo 5",
    "照片每张200KB以上": "photo 1",
    "照片每张大小1-2M": "photo 1 max_bytes=2097152",
    "每张图片注明时间地点": "photo 1 caption time/place",
    "三张不同角度的实景图": "photo 3",
    "自查报告、整改报告": "explanation 1; explanation 1",
    "活动台账（含方案、照片、总结）": "statistics 1",
    "材料一式三份": "other 1",
    "原件及复印件": "other 1; other 1",
    "宣传栏照片1张，公益广告照片2张": "photo 3",
    "照片：室内2张，室外2张": "photo 4",
    "PDF格式，工作总结1份": "explanation 1 pdf",
    "所有材料为PDF格式，单个不超过10M；工作总结1份": "other 1 max_bytes=10485760 pdf; explanation 1",
    "计划、总结各2份": "official_document 2; explanation 2",
}  # fmt: skip


def short(duty: dict[str, Any]) -> str:
    """A duty in one line."""
    said = f"{duty['kind']} {duty['min']}" + (f"-{duty['max']}" if duty["max"] else "")
    for name in ("min_chars", "max_chars", "max_bytes", "per", "shows_unit_name"):
        said += f" {name}={duty[name]}" if name in duty else ""
    said += " " + "/".join(duty["formats"]) if "formats" in duty else ""
    return said + (" caption " + "/".join(duty["caption"]) if "caption" in duty else "")


@pytest.mark.parametrize(("words", "duties"), ASKED.items(), ids=list(ASKED))
def test_words_become_duties(words: str, duties: str):
    assert "; ".join(short(duty) for duty in read_duties(words)) == duties


def test_the_format_accepts_all_of_them():
    lines = [
        {"code": str(number), "title": "项", "points": "1", "evidence": read_duties(words)}
        for number, words in enumerate(ASKED)
    ]
    read_document({"format": "wenming-criteria/1", "lines": lines})


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("近2年来的活动", {"years_back": 2, "includes_current": True}),
        ("近三年（含当年）", {"years_back": 3, "includes_current": True}),
        ("近三年，不含本年", {"years_back": 3, "includes_current": False}),
        ("前两年的材料", {"years_back": 2, "includes_current": False}),
        ("上一年度的总结", {"years_back": 1, "includes_current": False}),
        ("当年材料", {"years_back": 1, "includes_current": True}),
        ("测评年度的资料", {"years_back": 1, "includes_current": True}),
        ("近半年的记录", {"months_back": 6, "offset_months": 0}),
        ("2024—2026年的材料", {"years": [2024, 2025, 2026]}),
        ("2024年、2025年的文件", {"years": [2024, 2025]}),
        ("2025年的活动图片", {"years": [2025]}),
        ("2024年以来的活动照片", {"from": "2024-01-01"}),
        ("自2024年3月1日起的记录", {"from": "2024-03-01"}),
        ("2025年建成的场馆", None),
        ("每年组织一次活动", None),
        ("当年无责任事故", None),
    ],
)
def test_spans_of_time_are_read_where_papers_are_spoken_of(words: str, span: dict[str, Any] | None):
    found = window(words)
    assert found == span
    if found is not None:
        line = {"code": "1", "title": "项", "points": "1", "window": found}
        read_document({"format": "wenming-criteria/1", "lines": [line]})
