"""The set's name, level, year, issuer and code, from its titles and its file name."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

from wenming.criteria.formats.tables.noise import clean, squeeze
from wenming.criteria.formats.tables.wording import ATTACHMENT, NAME_WORDS, NOT_A_NAME, PUBLISHING

POINTS_IN_TITLE = re.compile(
    r"[（(【]\s*(?:总分|满分|共|计|合计|百分制)?\s*[:：]?\s*\d+(?:\.\d+)?\s*分?(?:\s*[+＋]\s*\d+(?:\.\d+)?\s*分?)?(?:制)?\s*[）)】]"
)
YEAR = re.compile(r"(20\d{2})\s*[-—–~～至]?\s*(?:年|版|[）)]|度|(?=[\u4e00-\u9fff]))")
LEVELS = (
    ("national", re.compile(r"全国文明|国家级|中央文明|全国(?:未成年|精神)")),
    ("industry", re.compile(r"行业|系统文明|(?:税务|卫生|教育|交通|电力|供电|金融|银行|住建|水利|公安)系统")),
    (
        "unit",
        re.compile(
            r"部室|科室|班组|处室|车间|校级|院级|院内|校内|公司级|站所|本单位|文明职工|先进集体评|文明岗|文明员工|文明家庭|支部"
        ),
    ),
    ("county", re.compile(r"县级|区级|县（市、区）|(?<![\u4e00-\u9fff])[\u4e00-\u9fffXx×＊*]{1,3}县(?!级)")),
    ("province", re.compile(r"省级|自治区级|全省|[\u4e00-\u9fffXx×＊*]{1,3}省(?!级|直)|省文明|省直|自治区")),
    ("city", re.compile(r"市级|全市|[\u4e00-\u9fffXx×＊*]{1,3}市(?!级|直|民|场)|市文明|市直|州级")),
)
OFFICE = re.compile(
    r"^[\u4e00-\u9fffXx×＊*〇（）、]{2,30}(?:文明办|文明委|文明办公室|委员会|办公室|领导小组|宣传部|党委|党组|工会|局|院办|政治处|创建办)(?:（章）|\(章\))?$"
)
OFFICE_ABOVE = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:街道办事处|办事处|人民政府|联合社|管理局|居委会|村委会|管委会|指挥部)(?:（章）|\(章\))?"
)
ISSUED_BY = re.compile(
    r"(?:制表|发布|制定|编制|印发|颁布|发文|拟定|印制)(?:单位|部门|机关|机构)\s*[：:]\s*(?P<who>[\u4e00-\u9fff（）()]{4,40})"
)
DATED = re.compile(r"[\s（(]*20\d{2}\s*[年./-](?:\s*\d{1,2}\s*[月./-]?(?:\s*\d{1,2}\s*日?)?)?[）)]?\s*$")
LABEL_AFTER = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?=(?:考评|考核|测评|填报|填表|制表|申报|检查|评分|发布|编制|印发|制定|被考核|被测评|受检|自评)?(?:年度|单位|时间|日期|周期|对象|部门|科室|人)[：:])"
)
SUFFIX_DIGITS = re.compile(r"[\s_\-—]*(?:\(\d+\)|（\d+）|副本|v?\d{6,8}|终稿|定稿|修改稿|最终版)+$", re.IGNORECASE)


@dataclass(frozen=True)
class Naming:
    code: str
    name: str
    level: str | None
    year: int | None
    issuer: str | None


def name_set(file_name: str, titles: list[str], closing: list[str]) -> Naming:
    """Name a set.

    titles   candidate titles, the likeliest last: title rows, the paragraphs above the first table.
    closing  the last paragraphs of the document, where the issuer stands.
    """
    stem = SUFFIX_DIGITS.sub("", PurePath(clean(file_name)).stem) or PurePath(clean(file_name)).stem
    name = _best(titles) or stem
    around = [name, *titles, stem]
    year = next((int(m.group(1)) for words in around if (m := YEAR.search(words))), None)
    level = next((level for words in (name, stem, *titles) for level, pattern in LEVELS if pattern.search(words)), None)
    issuer = next((words for words in reversed(closing[-4:]) if OFFICE.fullmatch(words)), None)
    issuer = issuer or next((found for words in titles if (found := _issuer(words))), None)
    return Naming(_code(stem, level, year), name, level, year, issuer)


def _issuer(printed: str) -> str | None:
    """Who issued the table, where a line of the title says so: 制表单位：…, or an office with or without a date."""
    for line in clean(printed).split("\n"):
        said = ISSUED_BY.search(line)
        if said is not None:
            return said["who"]
        office = DATED.sub("", line).strip()
        if OFFICE.fullmatch(office) or OFFICE_ABOVE.fullmatch(office):
            return office
    return None


def _best(titles: list[str]) -> str:
    """The title that most looks like the name of a set of criteria."""
    best, weight = "", 0.0
    for order, printed in enumerate(titles):
        words = LABEL_AFTER.split(squeeze(POINTS_IN_TITLE.sub("", clean(printed).replace("\n", ""))))[0]
        words = ATTACHMENT.sub("", words).strip("《》“”:： ")
        words = re.sub(r"(?<=.{4})(?:测评|考评|考核|评分)?汇总表?$", "", words)
        if not 4 <= len(words) <= 60 or NOT_A_NAME.search(words) or words[-1] in "。；，;,":
            continue
        score = 1.0 + 2.0 * len(NAME_WORDS.findall(words)) + (2.0 if "文明" in words else 0.0) + 0.1 * order
        score -= 3.0 if PUBLISHING.search(words) else 0.0
        score -= 1.0 if len(words) > 32 else 0.0
        score -= (
            2.0
            if re.match(r"^(?:第?[一二三四五六七八九十\d]+[、.．章节部]|[（(][一二三四五六七八九十\d]+[）)])", words)
            else 0.0
        )
        if score > weight:
            best, weight = words, score
    return best if weight >= 2.0 else ""


def _code(stem: str, level: str | None, year: int | None) -> str:
    """A code for commands: the ASCII words of the file name, else level and year, else a short digest of the name."""
    ascii_words = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    if len(re.sub(r"[\d-]", "", ascii_words)) >= 3:
        return ascii_words[:40].strip("-")
    digest = hashlib.sha256(stem.encode()).hexdigest()[:6]
    return "-".join(part for part in (level or "set", str(year) if year else "", digest) if part)
