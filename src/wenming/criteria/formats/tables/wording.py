"""Words that mark a part of a document: what must not happen, what earns extra, what is only a cover or a sum."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.methods import exact_method

NEGATIVE_TITLE = re.compile(
    r"负面清单|一票否决|否决(?:项|事项|指标|情形|条件|清单|内容)|前置(?:条件|项|性条件|指标|否决)|禁止(?:性)?(?:情形|事项|条件|清单|行为)|负面(?:情形|事项|行为|清单|项目|指标)|"
    r"(?:不得|不予|不能|取消|撤销|停止|暂缓)[^。；\n]{0,10}(?:申报|推荐|参评|评选|评为|资格|命名|称号)[^。；\n]{0,6}(?:情形|条件|行为|情况|的)|(?:有|凡有|存在|发生|出现)(?:以下|下列|如下)[^。；\n]{0,14}(?:之一|情形|行为|情况)|"
    r"申报(?:否决|禁止|禁入)|准入条件|底线(?:指标|要求|条件)"
)
BONUS_TITLE = re.compile(
    r"加分|附加(?:分|项|指标|题|内容|部分)|特色(?:指标|工作|项目|加分|创建|亮点|分|活动|内容|创新|部分|项|类)?(?=$|[（(、：:；和与及]|[^\u4e00-\u9fff])|奖励(?:分|项|加分)|创新(?:加分|奖励)|鼓励(?:项|指标|性)|额外|超额加分|亮点(?:加分|工作)|激励(?:分|项|指标)|^特色"
)
DEDUCTING = re.compile(
    r"^(?:扣分|减分|倒扣|扣罚|负分|负向)(?:项目?|指标|内容|事项|情形|部分|因素|标准)?(?:[（(][^（）()]{0,12}[）)])?$"
)
NOT_BONUS = re.compile(r"扣分|减分")
SUMMARY_LABEL = re.compile(
    r"汇总|总表|封面|目录|填[表报]说明|说明$|统计|总分表|得分表|总评|首页|使用说明|模板说明|情况表|登分|成绩"
)
GENERIC_LABEL = re.compile(r"^(?:sheet|工作表|表|table|page)?\s*[\d一二三四五六七八九十]*$", re.IGNORECASE)
PART_SUFFIX = re.compile(
    r"(?:测评|考评|考核|评分|检查|评价|打分|量化|计分|验收)?(?:明细|细则|标准|内容|情况|记录)?(?:表格?|部分)$"
)
GENERIC_PART = re.compile(
    r"^(?:测评|考评|考核|评分|检查|评价|评选|具体|主要|评定|创建|基本)*(?:内容|标准|指标|项目|办法|体系|细则|条件|要求|方法|方式|和|与|及|、|程序|对象|范围|量化|说明|结果|运用|时间|组织|评分|分值|目的|依据|原则|步骤|安排)+$"
)
NAME_WORDS = re.compile(
    r"标准|细则|办法|体系|指标|测评|考核|评分|考评|条件|评比|评选|达标|检查|验收|考核表|测评表|评分表|要求|清单|操作手册|一览表"
)
NOT_A_NAME = re.compile(
    r"^(?:附件?|附表|附录|表)\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*$|发布日期|当前位置|浏览次数|来源[:：]|首页|版权|打印|关闭|字号|[:：]\s*$|^各[^，。]{1,20}[:：]|电话|网站|日期[:：]|单位[:：]|^\d{4}\s*[-年./]\s*\d{1,2}"
)
ATTACHMENT = re.compile(r"^(?:附\s*[件表录]|附)\s*[\d一二三四五六七八九十]*\s*(?:[:：.、－-]|\s)\s*")
PUBLISHING = re.compile(r"^(?:关于)?(?:印发|转发|发布|下发|修订)|的(?:通知|通报|公告|决定|函|意见)$")


def is_negative_title(text: str) -> bool:
    """Whether a heading opens a negative list."""
    return bool(NEGATIVE_TITLE.search(text))


def is_deducting_title(text: str) -> bool:
    """Whether a heading opens what only takes points away: 扣分项, 减分事项."""
    return bool(DEDUCTING.match(text))


def is_bonus_title(text: str) -> bool:
    """Whether a heading opens what earns points on top: 加分项, 附加分, 特色指标."""
    return bool(BONUS_TITLE.search(text)) and not (NOT_BONUS.search(text) and "加分" not in text)


def part_name(text: str) -> str:
    """A part's name without what only says that it is a table: 材料审核测评表 is 材料审核."""
    short = PART_SUFFIX.sub("", text).strip(" ：:—-")
    for end in range(len(text) - 1, len(short), -1):
        if exact_method(text[:end]):
            return text[:end]
    return short if len(short) >= 2 else text
