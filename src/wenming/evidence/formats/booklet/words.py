"""What a booklet says of itself: every sentence printed on slips, covers and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wenming.documents.formats.pdfa.screen import reason
from wenming.evidence.formats.booklet.spec import EntryFile
from wenming.kernel.words import _


def left_out(code: str, file: EntryFile | None = None) -> str:
    """Why a file has no pages of its own in the booklet."""
    sentence = {
        "recording": _("录音录像不能装订成页"),
        "kind": _("该类文件不能转为页面"),
        "locked": _("文件设有密码，不能打开"),
        "damaged": _("文件已损坏或不完整，不能打开"),
        "empty": _("文件没有可以排印的内容"),
        "too_large": _("文件内容过大，不能排印"),
        "dynamic": _("动态表单只能在专用软件中打开"),
        "unreadable": _("图像不能打开"),
        "missing": _("存储中找不到该文件"),
        "gone": _("文件在限定的时间和内存内不能读完"),
        "no_file": _("本件未附文件"),
    }.get(code, _("文件不能排印"))
    if file is None or code == "no_file":
        return sentence + _("。")
    return _("%(reason)s；原件“%(name)s”另存，可凭校验值核对。") % {"reason": sentence, "name": file.name}


def pictured(name: str, pages: dict[int, tuple[str, ...]]) -> str:
    """That pages were put in as pictures, and why."""
    codes = sorted({code for found in pages.values() for code in found})
    return _("“%(name)s”第 %(pages)s 页%(why)s，已按 200 dpi 图像装入，原件另存。") % {
        "name": name,
        "pages": page_list(pages),
        "why": "、".join(reason(code) for code in codes),
    }


def cleaned(name: str, codes: Collection[str]) -> str:
    """That something beside the pages of a PDF was not taken over."""
    things = {
        "script": _("脚本"),
        "attachment": _("附件"),
        "form": _("动态表单数据"),
        "signature": _("电子签名的验证信息（签章图样保留）"),
        "encryption": _("加密"),
        "hole": _("损坏的内容"),
    }
    if "repaired" in codes:
        return _("“%(name)s”结构不完整，已按能读出的内容装入，请核对原件。") % {"name": name}
    named = "、".join(things[code] for code in sorted(codes) if code in things)
    return _("“%(name)s”中的%(things)s未装入，原件另存。") % {"name": name, "things": named}


def rendered(name: str, *, cut: bool) -> str:
    """That a rendition stands for an office file."""
    if cut:
        return _("“%(name)s”以排印稿装入，内容过长，只排印了前一部分，原件另存。") % {"name": name}
    return _("“%(name)s”以排印稿装入，原件另存。") % {"name": name}


def page_list(pages: Iterable[int]) -> str:
    """Page numbers as people write them: 1–3、7."""
    parts: list[str] = []
    first = last = None
    for page in sorted(pages):
        if last is not None and page == last + 1:
            last = page
            continue
        if first is not None:
            parts.append(str(first) if first == last else f"{first}–{last}")
        first = last = page
    if first is not None:
        parts.append(str(first) if first == last else f"{first}–{last}")
    return "、".join(parts)


def roman(number: int) -> str:
    """A small Roman numeral, as on pages of front matter."""
    from wenming.evidence.formats.booklet.numbering import roman as capital

    return capital(number).lower()
