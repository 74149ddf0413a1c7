"""From the words of a 测评方法 column to the seven methods of wenming-criteria/1."""

from __future__ import annotations

import re
from functools import lru_cache

OF = "(?:相关|有关|原始|档案|台[账帐]|文件|会议|日常|申报|平时|工作|具体|各类|各种|书面|佐证|印证|活动|案卷)*"
STUFF = "(?:材料|资料|档案|台[账帐]|文件|记录|台本|账册|案卷|软件|内业|卷宗|制度|文档|底稿|凭证|报表|依据|证件|证照|证书|合同|笔记)"
SITE = "(?:实地|现场|入场|到场)"
LOOK = "(?:考察|查看|检查|测评|考核|察看|核查|抽查|查验|评分|评定|暗访|走访|督查|考评|评估|验收|核实|查访|检测|踏查|勘查|看|测试|核验|打分)"
NET = "(?:网络|网上|线上|互联网|在线)"
DEPARTMENT = "(?:相关|有关|职能|主管|行业主管|行业|责任|业务|各|成员单位|市直|县直|区直|执法|公安|纪检监察|上级)*(?:部门|单位|科室|机关|处室)"

# Longest match wins at each place; the order settles ties.
LEXICON: dict[str, tuple[str, ...]] = {
    "online_check": (
        rf"{NET}(?:查看|检查|核查|监测|搜索|浏览|巡查|考察|检索|抽查|查询|查阅|测评|考核|评价|巡检|督查|观察|舆情|监看|评估|检测|审查)?",
        r"(?:查看|浏览|登录|登陆|搜索|检查|查阅|访问|点击)(?:单位|官方|本单位|门户)?(?:网站|网络|网页|微信|公众号|平台|官网|新媒体|微博)",
        r"查(?:网站|网页|公众号)|舆情监测|网站(?:查看|检查|监测)|大数据(?:监测|分析|采集)?|新媒体监测",
    ),
    "material_review": (
        rf"材料(?:审核|审查|评审|核查|查阅|检查|审阅|评分|评价|考核|测评|抽查|查验|申报|上报|报送|核验|评估)?|{OF}资料(?:审核|审查|查阅|检查|审阅|核查)?",
        rf"(?:审核|审阅|审查|查阅|查看|检查|调阅|翻阅|核查|核对|抽查|抽阅|察看|查验|看|查|阅|核|验)(?:单位|被测评单位)?(?:{OF}|[\u4e00-\u9fff]{{0,5}}?){STUFF}",
        rf"{STUFF}(?:审核|审查|查阅|检查|核查|抽查|审阅|查看|查验|评审)",
        rf"{NET}(?:材料|资料)?(?:申报|上报|报送|审核|提交|填报|审查)(?:材料|资料)?(?:审核)?|{NET}材料(?:审核|评审)?",
        r"书面(?:审核|审查|材料|评审)|档案查阅|查档|阅档|阅卷|查资|(?:提供|提交|上报|报送|核查)(?:相关|有关|佐证|证明)?(?:材料|资料|证明)|审材料|审核|申报材料|查台账|统计(?:数据|报表)|数据核查|核对数据",
    ),
    "site_visit": (
        rf"{SITE}{LOOK}?(?:评分|打分)?|(?:窗口|点位|环境|设施|场所){LOOK}|(?:查看|检查|考察|察看|看|查|巡视|走访)(?:工作|施工|服务)?(?:现场|实地|点位|环境)|实测",
        r"明[察查]暗访|[明暗](?:访|查|察)|(?:随机|突击|日常|不定期|定期)?(?:抽查|巡查|抽检|检查|巡视|督查|督导|查访)|走访(?:群众|师生|居民|住户|职工|村民|商户|患者|家庭|农户)?|体验式?(?:测评|暗访|检查)?|实景|硬件查看|神秘(?:顾客|客户|访客)",
    ),
    "survey": (
        r"(?:网上|网络|线上|电子|现场|入户|群众|公众|书面|随机|实地)?(?:调查)?问卷(?:调查|测评|测试|评价)?|调查问卷",
        r"(?:入户|电话|街头|拦截|网上|网络|民意|社会|公众|群众|抽样|随机|实地|居民|现场|社情民意|线上)(?:随机)?(?:问卷)?(?:调查|访问|回访|测评|采访)",
        r"满意(?:度|率)(?:测评|调查|测试|评价|测验|问卷)?|(?:群众|民主|职工|社会|服务对象|公众|居民|师生|业主|员工|家长|患者|企业|代表|民意|市民|村民|干部职工)(?:满意度)?(?:测评|评议|评价|调查|打分|投票|测验|满意度|反映)",
        r"(?:随机)?(?:询问|提问|采访|访谈|访问|问询)|(?:个别)?(?:谈话|访谈|谈心)|电话(?:抽查|访谈|随访|测评)|测评问卷|知识(?:测试|问答|考试)|调查|访(?:问)?(?:群众|职工|居民|服务对象|市民|村民|师生|患者)|问(?:群众|职工|居民|干部|服务对象|当事人|百姓|市民|村民|师生)",
    ),
    "consultation": (
        rf"(?:书面)?(?:征求|征询|听取|咨询|收集|参考|函询|综合){DEPARTMENT}(?:的)?(?:评价|评定|书面)?(?:意见|建议|情况)?|(?:征求|征询|听取)[\u4e00-\u9fff]{{0,10}}意见",
        rf"{DEPARTMENT}(?:征求)?(?:意见|评价|审核|认定|评分|数据|测评|提供(?:数据|情况|材料|资料)?|联审|评议|核查|核实|考核|反馈|打分|出具|通报|评定|日常考核|审查|统计)",
        r"由?[\u4e00-\u9fff]{1,8}(?:局|委|办|院|中心|科|处|部|室|大队)(?:负责)?(?:提供|认定|打分|评分|出具|考核|评价)(?:意见|数据|情况|证明)?",
        r"(?:社区|民警|派出所|居委会|村委会|物业|街道|乡镇|主管|上级|行业|辖区|公安|税务|工商|环保|纪检|监察|工会|团委|妇联|群团|领导)[\u4e00-\u9fff]{0,6}(?:意见|提供|认定|证明|评价|打分)",
        r"函询|联审|联评|部门|征信查询|(?:纪检|公安|信访|综治|计生|安监|环保|税务|法院|司法|应急)(?:监察)?(?:部门|机关)?(?:意见|提供|认定|证明|出具证明|数据)",
    ),
    "briefing": (
        r"(?:听取?|汇报)(?:单位|工作|情况|专题|自查|创建|口头|书面|现场|全面|相关)*(?:汇报|介绍|报告)?|(?:工作|情况|口头|专题|现场|会议)?汇报|座谈(?:会|了解|交流|访谈)?|听介绍|答辩|现场陈述|陈述|演讲|PPT(?:展示|汇报)?",
    ),
    "observation": (
        r"(?:整体|总体|综合|全程|随机|现场|直接|行为|实地)?观察|整体(?:印象|评价|测评|观感)|总体(?:印象|评价)|观感|观摩|日常观察|综合印象",
    ),
}  # fmt: skip
PATTERNS = tuple((method, re.compile("|".join(forms), re.IGNORECASE)) for method, forms in LEXICON.items())
ALONE = {
    "听": "briefing",
    "看": "site_visit",
    "查": "material_review",
    "问": "survey",
    "访": "survey",
    "阅": "material_review",
}
JOINT = re.compile(
    r"[\s、，,;；/／+＋。.·•与和及或并&|（）()［］\[\]【】<>《》:：“”\"'-]+|相?结合|以及|等|的方式|方式|方法|进行|通过|采取|采用|为主|为辅|综合"
)
SHORTEST = 2


@lru_cache(maxsize=16384)
def find_methods(text: str) -> tuple[tuple[str, ...], str]:
    """The methods named in ``text``, in print order, and the words that name none."""
    found: list[str] = []
    unread: list[str] = []
    place = 0
    while place < len(text):
        method, end = _longest(text, place)
        if method:
            if method not in found:
                found.append(method)
            place = end
            continue
        joint = JOINT.match(text, place)
        if joint:
            unread.append(" ")
            place = joint.end()
        else:
            unread.append(text[place])
            place += 1
    rest = "".join(unread).strip()
    if not found:
        for letter in re.sub(r"[^听看查问访阅]", "", rest) if re.fullmatch(r"[听看查问访阅\s]+", rest) else "":
            if ALONE[letter] not in found:
                found.append(ALONE[letter])
        rest = "" if found else rest
    return tuple(found), rest


def _longest(text: str, place: int) -> tuple[str | None, int]:
    best: tuple[str | None, int] = (None, place + SHORTEST - 1)
    for method, pattern in PATTERNS:
        match = pattern.match(text, place)
        if match is not None and match.end() > best[1]:
            best = (method, match.end())
    return best


def only_methods(text: str) -> tuple[str, ...]:
    """The methods, if ``text`` is nothing but a list of methods; else nothing."""
    text = text.strip()
    if not text or len(text) > 60 or re.search(r"\d", text):
        return ()
    found, rest = find_methods(text)
    return found if found and not re.sub(r"[\s测评考核检查部分类指标项目内容表]+", "", rest) else ()


def exact_method(text: str) -> bool:
    """Whether ``text`` is the name of one method and nothing else."""
    found, rest = find_methods(text)
    return len(found) == 1 and not rest.strip()


BRACKET_AT_END = re.compile(
    r"\s*[［\[【〔（(﹝<《{｛]\s*(?:测评方法|考评方式|测评方式|考核方式|考核方法|检查方法|检查方式|方法|方式)?[:：]?(?P<in>[^［\[【〔（(﹝<《{｛］\]】〕）)﹞>》}｝]+)[］\]】〕）)﹞>》}｝]\s*[。；;，,]?$"
)


def take_methods(text: str) -> tuple[tuple[str, ...], str]:
    """Take ［材料审核、实地考察］ off the end of a sentence; the methods and the words without them."""
    match = BRACKET_AT_END.search(text)
    if match is None:
        return (), text
    found = only_methods(match.group("in"))
    return (found, text[: match.start()].rstrip()) if found else ((), text)


def is_method_name(text: str) -> tuple[str, ...]:
    """The methods a heading names when it is little more than the name of one (材料审核测评表, 实地考察部分)."""
    bare = re.sub(
        r"(?:测评|考评|考核|评分|检查|评价|指标|内容|项目|部分|标准|表|类|体系|细则|环节|得分|[一二三四五六七八九十、第])+$",
        "",
        text,
    )
    for words in (text, bare):
        found, rest = find_methods(words)
        if found and not re.sub(r"[\s测评考核检查部分类指标项目内容表环节]+", "", rest) and len(words) <= 14:
            return found
    return ()
