"""What is handed in, and to whom: 将名单报市文明办, 向省直机关工委申报, 形成整改报告报送…."""

from __future__ import annotations

import re

_PLACES = (
    "单位|部门|科室|处室|县市区|新区|开发区|街道办事处|街道办|街道|乡镇|社区|学校|学院|医院|局|委员会|居委会|村委会|委|厅|处|科|室|部|党委|党组|党总支|党支部|支部|总支|工会|团委|团支部|妇联|"
    "创建办|文明办|创文办|考核办|爱卫办|中心|办公室|办|领导小组|工作组|专班|小组|组|公司|集团|支行|分行|支队|大队|中队|所|站|队|机关|政府|人大|政协|纪委|监委|协会|商会|馆|台|领导|负责人|联系人|联络员|书记|主任|局长|邮箱|秘书处|信箱|平台|系统"
)
_TO = re.compile(
    rf"(?:上报|呈报|报送|报备|(?:汇总|反馈|发送|寄送|抄送|抄报|移交|上交|送交|提交|传真|告知|上传)|交(?!流|通|警|办|运)|报(?!名|销|纸|社|刊|表|道|到)|送(?!达))\s*(?:给|至|到|于|回)?\s*"
    rf"(?P<to>(?!告|送|交|备|和|及|与|并|表)(?:(?!提交|上报|报送|报备|报告|报市|报县|报区|报局)[^，。；：（）的将把、上本各\s]){{0,18}}(?:{_PLACES})(?:(?:、|和|及)(?:(?!提交|上报|报送)[^，。；：（）的将把、上本各\s]){{0,14}}(?:{_PLACES}))?)"
    r"(?=备案|备查|备存|汇总|汇编|审核|审定|审批|审查|审议|存档|归档|归集|验收|审阅|审签|评审|初审|核定|公示|存查|研究|统一|批准|同意|邮箱|联系人|说明|\d|[，,。；;、（）]|$)"
)
_TOWARDS = re.compile(
    rf"向(?P<to>[^，。；：（）的]{{1,16}}?(?:{_PLACES}))(?:书面|集中|专题|及时|全面)?(?:报告|申报|报送|上报|报|汇报|提交|反馈|申请|推荐|提出|说明|通报|移交|交)"
)
_OBJECT = re.compile(
    r"(?:将|把)(?P<ba>[^，。；]{2,40}?)(?:于|在|按(?!要求)|以|及时|一并|统一|书面|\d|[一二三四五六七八九十]+月|上?报(?!告|名|表|销)|报送|送|提交|反馈|发送|传真|上传|移交|交(?!流|通)|发(?!言|展|动))"
)
_HANDED = re.compile(
    r"(?:报送|上报|提交|上交|形成|填报|报备|提供|填写|呈报|反馈|撰写|上传)(?P<what>(?!至|到|给|市|省|区|县|局|所需|需|闭环|合力|常态|长效|良好|浓厚|不少于|情况说明)[^，。；（）]{2,30}?)"
    r"(?=报送|上报|报(?!告|表|道|名)|送|提交|[，。；（）]|不少于|\d|$)"
)
_TOPIC = re.compile(
    r"^(?P<topic>[^，。；]{2,24}?)(?:请)?(?:于|在|最迟于|须于|应于)(?=\s*(?:\d|[一二三四五六七八九十年今明]))"
)
_WRITTEN = re.compile(r"书面(?:形式)?")
_COUNTED = re.compile(r"^(?:一次|一篇|一份|1[次篇份])?")
_EDGE = "，,、；;：: 　"


def receiver(text: str) -> str | None:
    """Who gets it: 报市文明办, 向省直机关工委申报."""
    for pattern in (_TOWARDS, _TO):
        match = pattern.search(text)
        if match:
            return match["to"]
    return None


def deliverable(text: str, begins_with_doer: bool) -> str | None:
    """What is handed in: 将名单报…, 报送总结; a report asked for in writing says so."""
    to = receiver(text)
    match = _OBJECT.search(text)
    what = match["ba"] if match and (to or re.search(r"报|送|交|反馈|传", text[match.end("ba") :])) else None
    if what is None:
        handed = _HANDED.search(text)
        what = _COUNTED.sub("", handed["what"]) if handed else None
    topic = _TOPIC.match(text)
    if not what and topic and to and not begins_with_doer:
        what = topic["topic"]
    if not what:
        return "书面报告" if _WRITTEN.search(text) and to else None  # data, as the contract has it
    what = re.sub(r"^[一二三四五六七八九十\d]{1,2}[、.．]", "", what).strip(_EDGE)
    return f"{what}（书面）" if _WRITTEN.search(text) and "书面" not in what else what
