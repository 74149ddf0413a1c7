"""Who is told to do it: the subject of a clause, or whom 由…牵头 names."""

from __future__ import annotations

import re
from functools import lru_cache

from wenming.deployments.rules.times import leading

_ENDS = (
    "单位|部门|局里|厅里|院里|校里|市里|县里|区里|镇里|省里|村里|科室|处室|股室|班组|县市区|县[（]市、区[）]|县区|区县|市区|新区|开发区|园区|景区|片区|厂区|库区|街道办事处|街道办|街道|乡镇|镇街|镇办|社区|村居|村|"
    "学校|院系|学院|医院|校区|年级组|教研组|年级|班级|幼儿园|局|委员会|居委会|村委会|业委会|理事会|委|厅|处|科|室|(?<![全内外局细大小])部|党委|党组|党总支|党支部|支部|总支|工会|团委|团支部|妇联|妇委会|共青团|少先队|大队部|"
    "创建办|文明办|创文办|考核办|指导中心|办公室|办|领导小组|工作组|专班|小组|组|中心|公司|企业|集团|银行|支行|分行|支队|大队|中队|所|站|队|媒体|日报|电视台|广播电台|报社|网站|政务网|新闻网|文明网|党组织|基层组织|机关|"
    "运营商|窗口|行业|领域|同志|协会|学会|商会|联合会|合作社|旅行社|商户|门店|网点|酒店|宾馆|餐厅|食堂|超市|市场|车间|分厂|项目部|工区|营业厅|服务厅|大厅|物业|物管|监委|纪委|法院|检察院|政府|人大|政协|党校|图书馆|文化馆|博物馆|馆|"
    "领导干部|党员干部|干部职工|干部|职工|员工|党员|负责人|责任人|经理|总监|主管|专员|干事|(?<!动)员|主要领导|分管领导|领导|联络员|网格员|志愿者|公务员|人员|成员|书记|主任|局长|组长|楼长|站长|所长|校长|院长|班主任|班(?!子)|厨房|前台|客房|教师|老师|牵头人|召集人|大家|各地|各县|各市|各区|各乡|各镇|全体师生|师生|学生|家长|居民|村民|市民|群众|"
    "区政府|市政府|县政府"
)
_FOLLOW = (
    "至迟|最迟|不迟|实行|执行|推行|保持|配备|要|应|须|需|必须|务必|务须|均|都|也|可|将|于|在|每|按|根据|结合|负责(?!人)|牵头|具体|分别|依据|对照|从|以|由|自|用|把|对|向|至少|及时|定期|认真|切实|严格|积极|迅速|立即|"
    "抓紧|集中|确定|完成|开展|组织|制定|制订|召开|建立|报送|上报|呈报|提交|汇总|编发|编印|做好|更换|进行|成立|明确|落实|加强|安排|设置|设立|印发|公布|评选|检查|抽查|督查|督促|审核|"
    "收集|整理|填报|填写|参加|举办|举行|推荐|配合|指导|考核|通报|承担|统筹|研究|梳理|归档|采集|拍摄|张贴|悬挂|签订|学习|传达|高度|加大|充分|深入|广泛|坚持|树立|强化|切勿|主要|进一步|逐|再|共同|联合|会同|重点|全面|不得|严禁|同步|另行|"
    "清理|清扫|打扫|巡查|启动|上线|推出|拿出|提出|发布|刊播|开设|轮流|全部|统一|分批|分组|分两组|发起|选派|选送|报名|上岗|逐项|逐条|抓好|参与|协助|着手|提前|按时|按期|务|举|建成|建好|打造|改造|修订|修缮|施划|更新|公示|评出|评比|形成|反馈|交|报|送|抽调|入户|走访|排查|整改|"
    r"\s*\d|“(?:五一|六一|七一|八一|十一)|[一二三四五六七八九十两]+(?:月|季度)|今年|明年|年底|上半年|下半年|即日起|近期|会后|今天|，|,|：|:|（|$"
)
_NOUNS_TOO = {
    "组织",
    "指导",
    "检查",
    "考核",
    "督查",
    "学习",
    "安排",
    "推荐",
    "整改",
    "报",
    "送",
    "交",
    "举",
    "务",
    "通报",
    "改造",
    "统筹",
    "研究",
}
_LONGER = 5
"""A name may go on after such a word by this many characters: 机关党委|组织科."""
_STOP = "，,。；;：:！？“”‘’的了着过是把将让被为按每由\n\t "
_NOT_SUBJECT = re.compile(
    r"对(?!外|口|台)|向(?!阳)|由|从(?!业)|把|将|在(?!职|校|岗|建|编)|以|按|为|使|让|经(?!济|开|信|办|营|贸|发)|给|报(?!社|业|刊)|送|与|同(?!志|学|事|心)|和|关于|通过|根据|按照|"
    r"结合|围绕|会同|联合(?!会)|每(?!个|位|名|家)|有(?!关)|其他有|交(?!警|通|管|运|易|投|建|行|流)|于|至|到|凡|除|如(?!东)"
)
_BREAK = re.compile(
    rf"[{_STOP}]|务[必须]|必须|应(?!急|用|届)|须|要(?!闻)|对(?!外|口)|向|从|使|报[送至给]|[上呈]报|送[至给交]|提交|(?<![日通晚周月海电简汇申])报(?!社|刊|业|纸|道|名)|\d日|交(?!警|通|管|运|易|流|投|建|行)"
)
_VERB = re.compile(
    "加强|强化|健全|完善|统一|提高|落实|明确|组织(?!科|处|部|委|股|室)|建立|成立|做好|抓好|抓实|推动|推进|深入|认真|坚持|开展|动员|发动|调动|发挥|树立|严格|严实|夯实|压实|细化|分解|制定|召开|主动|积极|切实|"
    "面向|围绕|聚焦|立足|依托|营造|争创|创建(?!办|工作|科|组|领导|专班)|评选|表彰|走访|慰问|服务(?!中心|窗口|队|站|科|处|对象|厅|大厅|局|部|组)|联系|参观|邀请|选派|选树|培养|关爱|不断|充分|广泛|大力|努力|确保|全面|完成|实施|实现|举办|举行|利用|建成|报送|书面|反馈|覆盖|检查(?!组|科|站|室|单位)|督查(?!组|室|局|科)|抽查(?!组)|组成|迎接|布置|修建|观摩|涉及|包括|安排|保持|严格|提交|抽取|征求|印送|全部|转入|进行|启动"
)
_LEAD = re.compile(
    r"^(?:[\s—–\-●◆■★▲○◇□•※·]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十百\d]+(?:条|款)|第[一二三四五六七八九十]+[，,、：:]|[一二三四五六七八九十]{1,2}[要是](?=[^一求])|首先|其次|再次|最后|同时|此外|另外|其中|因此|为此|届时|此后|今后|之后|并且|并|商请|敬请|请|望|希望|要求|我(?:们)?(?:再次)?(?:要求|强调|希望)|会议(?:要求|强调|决定|确定)|下一步|具体由|具体|[，,])*"
)
_TOO = ("特别是", "尤其是", "同时")
_END = re.compile(
    rf"(?:{_ENDS})(?:（(?:[^（）：:]{{0,6}}(?:社区|村|居|市|区|县|街道|镇|中心|园|局|办|委|部门|单位)[^（）：:]{{0,4}})）(?:[一-鿿]{{0,4}}(?:{_ENDS}))?)?"
)
_NEXT = re.compile(rf"(?:{_FOLLOW})")
_GENERAL = re.compile(
    r"(?:各|全体|全县|全市|全区|全镇|全局|全校|全院|每[个位名家]|广大|有关|相关|所有|凡)[^，。；：\s的]{1,20}?(?=务必|必须|应当|应|须|要|请|均|都|每|于|在\d|\d|负责|不得)"
)
_SINGLE = re.compile(r"(?:社区|物业公司|物业|学校|公司|工会|支部|总支|集团|机关|团委|单位)(?=每|至少|要|应|须|\d)")
_BY = re.compile(
    rf"由([^，。；：的由]{{0,30}}?(?:{_ENDS}))(?=总?牵头|负责|具体|组织|统一|汇总|承办|实施|会同|分别|统筹|轮流|，|按|在|根据|于|审核|对|通报|向|报|约谈|共同|逐|每|进行|开展|收集|完成|$)"
)
_LED_BY = re.compile(
    r"^(?P<who>[^，。；：的由]{2,40}?)(?:负责)?牵头(?:，|$|负责|组织|抓|会同|开展|完成|做好|落实|实施)|^(?P<who2>[^，。；：的由]{2,40}?)(?:共同|分别|按职责)?负责(?:，|$)"
)
_HELPED_BY = re.compile(r"^(?:由)?(?P<who>[^，。；：的由]{2,40}?)(?:积极|密切|主动)?(?:配合|协助|参与|协办)$")
_SPREAD = 2
"""Names set wide (各 乡 镇) stand in pieces of one character, this many or more."""
_NAMES = re.compile(r"(?:、|，|,|(?:以及|及|和|与)(?!其|各?方)|\s+)(?![^（]*）)")


@lru_cache(maxsize=4096)
def subject(clause: str) -> tuple[str, ...]:
    """The doers a clause begins with: ``各县市区及各部门要将…`` → 各县市区, 各部门. Empty if it begins otherwise."""
    words = _led(clause)
    if _HELPED_BY.match(words):
        return ()
    found = _named(words)
    if not found and any(mark in words for mark in _TOO):
        found = _named(words.split(next(mark for mark in _TOO if mark in words), 1)[0])
    return split_names(found) if found else ()


def _led(clause: str) -> str:
    """The clause without numbers, 请, 同时 and a time in front of the doer."""
    words = clause
    for _round in range(2):
        match = _LEAD.match(words)
        words = words[match.end() :] if match else words
        words = words[leading(words) :].lstrip("，, 　")
    return words


def _named(words: str) -> str | None:
    if not words or _NOT_SUBJECT.match(words) or _VERB.match(words):
        return None
    best: str | None = None
    for match in _END.finditer(words[:90]):
        part = words[: match.end()]
        if _BREAK.search(part.replace("主要", "主安"), 1) or (best and len(part) - len(best) > _LONGER):
            break
        after = _NEXT.match(words, match.end())
        if after:
            best = part
            if after.group() not in _NOUNS_TOO:
                break
    if best:
        return best
    general = _GENERAL.match(words) or _SINGLE.match(words)
    return general.group() if general and not _VERB.search(general.group()) else None


def helpers(clause: str) -> tuple[str, ...]:
    """``市城管局、各区政府配合`` → 市城管局, 各区政府."""
    match = _HELPED_BY.match(_led(clause))
    return split_names(match["who"]) if match and not _VERB.match(match["who"]) else ()


def by_whom(clause: str) -> tuple[str, ...]:
    """``由机关党委牵头…`` → 机关党委; ``市商务局牵头，…`` → 市商务局."""
    match = _BY.search(clause)
    if match:
        return split_names(match[1])
    led = _LED_BY.match(_led(clause))
    who = (led["who"] or led["who2"]) if led else None
    return split_names(who) if who and not _VERB.match(who) else ()


def split_names(words: str) -> tuple[str, ...]:
    """One name each; ``教育、卫生、水利等部门`` is one name, for a person to part."""
    words = words.strip(" ：:、，,。；;\n\t　").removeprefix("请")
    if sum(len(part) == 1 for part in words.split()) >= _SPREAD:
        words = "".join(words.split())
    if re.search(r"等(?:部门|媒体|单位|科室|行业|领域|有关)", words):
        return (words,)
    names = (name.strip().removeprefix("请") for name in _NAMES.split(words))
    return tuple(dict.fromkeys(name for name in names if name))
