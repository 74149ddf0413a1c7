"""Who is told to do it: the subject of a clause, or what brackets and 由…牵头 say; and who receives it."""

from __future__ import annotations

import re

_ENDS = (
    "单位|部门|局里|厅里|院里|校里|科室|处室|股室|班组|县市区|县[（]市、区[）]|县区|区县|市区|新区|开发区|园区|街道办事处|街道办|街道|乡镇|镇街|镇办|社区|村|学校|院系|学院|医院|"
    "局|委员会|委|厅|处|科|室|部|党委|党组|党总支|党支部|支部|总支|工会|团委|团支部|妇联|妇委会|共青团|创建办|文明办|创文办|考核办|指导中心|办公室|办|领导小组|工作组|"
    "专班|小组|组|中心|公司|企业|集团|银行|支行|分行|支队|大队|所|站|队|媒体|日报|电视台|网站|政务网|新闻网|文明网|党组织|基层组织|机关|运营商|窗口|行业|领域|同志|"
    "领导干部|党员干部|干部职工|干部|职工|党员|负责人|责任人|主要领导|分管领导|领导|联络员|志愿者|公务员|人员|成员|书记|主任|局长|组长|牵头人|大家|各地|全体师生|教师|学生"
)
_FOLLOW = (
    "要|应|须|需|必须|务必|务须|均|都|也|可|将|于|在|每|按|根据|结合|负责|牵头|具体|分别|依据|对照|从|以|由|自|用|把|对|向|至少|及时|定期|认真|切实|严格|积极|迅速|立即|"
    "抓紧|集中|确定|完成|开展|组织|制定|制订|召开|建立|报送|上报|呈报|提交|汇总|编发|编印|做好|更换|进行|成立|明确|落实|加强|安排|设置|设立|印发|公布|评选|检查|抽查|督查|督促|审核|"
    "收集|整理|填报|填写|参加|举办|推荐|配合|指导|考核|通报|承担|统筹|研究|梳理|归档|采集|拍摄|张贴|悬挂|签订|学习|传达|高度|加大|充分|深入|广泛|坚持|树立|强化|切勿|主要|进一步|逐|再|共同|联合|会同|重点|全面|不得|严禁|同步|另行|"
    r"\d|[一二三四五六七八九十两]+(?:月|季度)|今年|明年|年底|上半年|下半年|即日起|近期|会后|，|,|：|:|（|$"
)
_NOUNS_TOO = {"组织", "指导", "检查", "考核", "督查", "学习", "安排", "推荐"}
_LONGER = 4
"""A name may go on after such a word by this many characters: 机关党委|组织科."""
_STOP = "，,。；;：:！？“”‘’的了着过是把将让被为按每\n\t "
_NOT_SUBJECT = (
    "对",
    "向",
    "由",
    "从",
    "把",
    "将",
    "在",
    "以",
    "按",
    "为",
    "使",
    "让",
    "经",
    "给",
    "报",
    "送",
    "与",
    "同",
    "和",
    "关于",
    "通过",
    "根据",
    "按照",
    "结合",
    "围绕",
    "会同",
    "联合",
    "每",
    "有",
    "其他有",
)
_BREAK = re.compile(
    rf"[{_STOP}]|务[必须]|必须|应(?!急|用|届)|须|要(?!闻)|对(?!外|口)|向|从|使|报[送至给]|[上呈]报|送[至给交]|提交"
)
_VERB = re.compile(
    "加强|强化|健全|完善|统一|提高|落实|明确|组织|建立|成立|做好|抓好|抓实|推动|推进|深入|认真|坚持|开展|动员|发动|调动|发挥|树立|严格|严实|夯实|压实|细化|分解|制定|召开|主动|积极|切实|"
    "面向|围绕|聚焦|立足|依托|营造|争创|创建(?!办|工作)|评选|表彰|走访|慰问|服务(?!中心|窗口|队|站|科|处|对象)|联系|参观|邀请|选派|选树|培养|关爱|不断|充分|广泛|大力|努力|确保|全面"
)
_LEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十]+[，,、]?|[一二三四五六七八九十]{1,2}[要是]|首先|其次|再次|最后|同时|此外|另外|特别是|尤其是|其中|因此|为此|届时|并且|并|请|望|希望|要求|今后|下一步|具体由|具体)?[，,]?"
)
_END = re.compile(rf"(?:{_ENDS})")
_NEXT = re.compile(rf"(?:{_FOLLOW})")
_BY = re.compile(
    rf"由([^，。；：的由]{{2,24}}?(?:{_ENDS}))(?=牵头|负责|具体|组织|统一|汇总|承办|实施|会同|分别|统筹|，|按|在|根据|于|审核|对)"
)
_BRACKET = re.compile(r"（([^（）]*(?:责任|牵头|负责|主办|承办)[^（）]*)）")
_ROLE = re.compile(
    r"(?P<role>责任(?:部门|单位|科室|处室|领导|人)?|牵头(?:部门|单位|科室|领导|人)?|主办(?:部门|单位)?|承办(?:部门|单位)?|负责(?:部门|单位|人)?|配合(?:部门|单位|科室)?|协办(?:部门|单位)?|参与(?:部门|单位)?|完成时限|时限|时间)[：:]\s*"
    r"(?P<who>[^；;。）]*)"
)
_NAMES = re.compile(r"(?:、|，|,|(?:以及|及|和|与)(?!其)|\s+)(?![^（]*）)")
_TO = re.compile(
    rf"(?:上报|呈报|报送|报备|(?:汇总|反馈|发送|寄送|抄送|移交|上交|送交|提交)|交|报|送)\s*(?:给|至|到|于|回)?\s*"
    rf"(?P<to>(?!告|送|交|备)(?:(?!提交|上报|报送|报备|报告)[^，。；：（）的将把、上本各\s]){{0,18}}(?:{_ENDS}))"
    r"(?=备案|备查|备存|汇总|汇编|审核|审定|审批|审查|存档|归档|研究|统一|批准|同意|邮箱|联系人|[，,。；;、（）]|$)"
)
_TOWARDS = re.compile(
    rf"向(?P<to>[^，。；：（）的]{{1,16}}?(?:{_ENDS}))(?:书面)?(?:报告|申报|报送|上报|汇报|提交|反馈|申请|推荐|提出)"
)


def subject(clause: str) -> tuple[str, ...]:
    """The doers a clause begins with: ``各县市区及各部门要将…`` → 各县市区, 各部门. Empty if it begins otherwise."""
    lead = _LEAD.match(clause)
    begin = lead.end() if lead else 0
    words = clause[begin:]
    if words.startswith(_NOT_SUBJECT) or _VERB.match(words):
        return ()
    best: str | None = None
    for match in _END.finditer(words[:80]):
        part = words[: match.end()]
        if _BREAK.search(part.replace("主要", "主安")) or (best and len(part) - len(best) > _LONGER):
            break
        after = _NEXT.match(words, match.end())
        if after:
            best = part
            if after.group() not in _NOUNS_TOO:
                break
    return split_names(best) if best else ()


def by_whom(clause: str) -> tuple[str, ...]:
    """``由机关党委牵头…`` → 机关党委."""
    match = _BY.search(clause)
    return split_names(match[1]) if match else ()


def bracketed(sentence: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Owners and supporting departments that a bracket names: （责任部门：工会；配合部门：办公室）."""
    owners: list[str] = []
    supporting: list[str] = []
    for bracket in _BRACKET.finditer(sentence):
        for match in _ROLE.finditer(bracket[1]):
            if match["role"].startswith(("配合", "协办", "参与")):
                supporting += split_names(match["who"])
            elif not match["role"].endswith(("时限", "时间")):
                owners += split_names(match["who"])
    return tuple(dict.fromkeys(owners)), tuple(dict.fromkeys(supporting))


def split_names(words: str) -> tuple[str, ...]:
    """One name each; ``教育、卫生、水利等部门`` is one name, for a person to part."""
    words = words.strip(" ：:、，,。；;")
    if re.search(r"等(?:部门|媒体|单位|科室|行业|领域|有关)", words):
        return (words,)
    names = (name.strip() for name in _NAMES.split(words))
    return tuple(dict.fromkeys(name for name in names if name))


def receiver(clause: str) -> str | None:
    """Who gets it: 报市文明办, 向省直机关工委申报."""
    for pattern in (_TOWARDS, _TO):
        match = pattern.search(clause)
        if match:
            return match["to"]
    return None
