"""Every sentence with which we decline a file: what is wrong, and what the person can do about it.

A sentence is said in the language of whoever opens the file, which for a worker is the office's. What it was made of is
kept, and ``said_again`` says it to each reader in the reader's own language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec

from wenming.evidence.formats.kinds import Family, family_label
from wenming.evidence.formats.verdicts import MEGABYTE, Problem, Verdict
from wenming.kernel.words import _

P = ParamSpec("P")
_SENTENCES: dict[str, Callable[..., Problem]] = {}


def _sentence(make: Callable[P, Problem]) -> Callable[P, Problem]:
    """Let the problem remember what it was made of. Arguments are given by position and fit into JSON."""

    @wraps(make)
    def made(*given: P.args, **named: P.kwargs) -> Problem:
        kept = (shorten(one) if isinstance(one, str) else one for one in given)
        return replace(make(*given, **named), made_of=(make.__name__, *kept))

    _SENTENCES[make.__name__] = made
    return made


def said_again(kept: Sequence[Sequence[Any]]) -> str:
    """What is wrong and what to do, in this reader's language.

    kept     ``made_of`` of each problem, worst first, as it comes back from JSON.
    Returns  "" where a later version no longer knows one of the sentences.
    """
    return "".join(said_apart(kept))


def said_apart(kept: Sequence[Sequence[Any]]) -> tuple[str, str]:
    """The same as (what is wrong, what to do): one advice, that of the worst. Two empty texts where none is known."""
    try:
        problems = [_SENTENCES[name](*given) for name, *given in kept]
    except (KeyError, TypeError, ValueError):
        return "", ""
    return "".join(one.message for one in problems), problems[0].what_to_do if problems else ""


def _unreadable(code: str, message: str, what_to_do: str) -> Problem:
    return Problem(Verdict.UNREADABLE, code, message, what_to_do)


def _unsafe(code: str, message: str, what_to_do: str) -> Problem:
    return Problem(Verdict.UNSAFE, code, message, what_to_do)


@_sentence
def empty() -> Problem:
    """A file of zero bytes."""
    return _unreadable("empty", _("文件是空的（0 字节）。"), _("请重新导出或拷贝一份完整的文件再上传。"))


@_sentence
def too_large(size: int, limit: int) -> Problem:
    """More bytes than the limit allows."""
    return _unreadable(
        "too_large",
        _("文件有 %(size).1f MB，超过上限 %(limit).0f MB。") % {"size": size / MEGABYTE, "limit": limit / MEGABYTE},
        _("请压缩或拆分后再上传。"),
    )


@_sentence
def damaged(detail: str = "") -> Problem:
    """Content that starts like a known type and then does not hold."""
    message = (
        _("文件已损坏或不完整，无法打开。")
        if not detail
        else _("文件已损坏或不完整：%(detail)s。") % {"detail": detail}
    )
    return _unreadable("damaged", message, _("请从原始来源重新获取一份，确认能正常打开后再上传。"))


@_sentence
def unknown() -> Problem:
    """Content nobody can name."""
    return _unreadable(
        "unknown",
        _("无法识别文件内容，没有任何程序能打开它。"),
        _("请另存为常用格式（如 PDF、DOCX、XLSX、JPG）后再上传。"),
    )


@_sentence
def opaque_archive(extension: str) -> Problem:
    """An archive we have no means to look into."""
    return _unreadable(
        "opaque_archive",
        _("无法打开 %(extension)s 压缩包核验其中的内容。") % {"extension": extension.upper()},
        _("请解压后逐个上传，或改用 ZIP 压缩包。"),
    )


@_sentence
def password() -> Problem:
    """A file that only opens with a password."""
    return _unreadable("password", _("文件设有打开密码，无法读取。"), _("请在原程序中取消密码、另存后再上传。"))


@_sentence
def empty_document() -> Problem:
    """A PDF without pages, an archive without files."""
    return _unreadable("nothing_inside", _("文件里没有任何内容。"), _("请检查是否导出有误，重新生成后再上传。"))


@_sentence
def program(what: str = "") -> Problem:
    """Something a computer would run."""
    message = (
        _("这是可执行的程序或脚本，不是佐证材料。")
        if not what
        else _("文件里是可执行的程序或脚本（%(what)s）。") % {"what": what}
    )
    return _unsafe("program", message, _("请勿打开，并告知系统管理员检查来源；请上传原本的文档或图片。"))


@_sentence
def disguised_program(suffix: str) -> Problem:
    """A program that calls itself a document or picture."""
    return _unsafe(
        "disguised_program",
        _("文件后缀是 .%(suffix)s，内容却是可执行的程序或脚本。") % {"suffix": suffix},
        _("请勿打开，并告知系统管理员检查来源。"),
    )


@_sentence
def macro() -> Problem:
    """Macros in an Office file."""
    return _unsafe("macro", _("文件里含有宏代码。"), _("请另存为不含宏的格式（DOCX、XLSX、PPTX）或 PDF 后再上传。"))


@_sentence
def external_link(target: str = "") -> Problem:
    """An Office file that fetches something from elsewhere when it is opened."""
    message = (
        _("文件链接了外部内容。") if not target else _("文件链接了外部内容：%(target)s。") % {"target": shorten(target)}
    )
    return _unsafe(
        "external_link", message, _("请在原程序中断开链接（编辑链接—断开链接，或粘贴为值、嵌入图片），另存后再上传。")
    )


@_sentence
def embedded_object(what: str = "") -> Problem:
    """An OLE object, control or file packed inside a document."""
    message = (
        _("文件里嵌有其他对象或控件。")
        if not what
        else _("文件里嵌有其他对象或控件：%(what)s。") % {"what": shorten(what)}
    )
    return _unsafe("embedded_object", message, _("请删去嵌入的对象，或另存为 PDF；需要的附件请单独上传。"))


@_sentence
def dde() -> Problem:
    """A field or formula that starts another program."""
    return _unsafe(
        "dde", _("文件里含有会启动其他程序的域或公式（DDE）。"), _("请删除该域或公式，或另存为 PDF 后再上传。")
    )


@_sentence
def pdf_script() -> Problem:
    """JavaScript in a PDF."""
    return _unsafe("pdf_script", _("PDF 里含有脚本（JavaScript）。"), _("请用“打印为 PDF”重新生成一份再上传。"))


@_sentence
def pdf_launch() -> Problem:
    """A PDF action that starts a program."""
    return _unsafe("pdf_launch", _("PDF 里含有启动其他程序的动作。"), _("请用“打印为 PDF”重新生成一份再上传。"))


@_sentence
def pdf_attachment(name: str) -> Problem:
    """A program attached to a PDF."""
    return _unsafe(
        "pdf_attachment",
        _("PDF 里夹带了可执行的附件：%(name)s。") % {"name": shorten(name)},
        _("请用“打印为 PDF”重新生成一份再上传。"),
    )


@_sentence
def page_script() -> Problem:
    """A web page, SVG or RTF that carries something to run."""
    return _unsafe("page_script", _("网页里含有脚本或嵌入内容。"), _("请在浏览器中打印为 PDF 后再上传。"))


@_sentence
def entity_bomb() -> Problem:
    """XML that declares entities of its own."""
    return _unsafe("entity", _("文件里声明了异常的实体，可能是恶意文件。"), _("请用原程序打开后另存一份再上传。"))


@_sentence
def archive_bomb() -> Problem:
    """A small archive that unpacks into something enormous."""
    return _unsafe(
        "bomb", _("压缩内容展开后大得异常，可能是“压缩炸弹”。"), _("请勿打开；请直接上传其中真正需要的文件。")
    )


@_sentence
def nested_archive(name: str) -> Problem:
    """An archive inside an archive."""
    return _unsafe(
        "nested_archive",
        _("压缩包里还有压缩包（%(name)s），无法核验。") % {"name": shorten(name)},
        _("请解压后逐个上传。"),
    )


@_sentence
def archive_path(name: str) -> Problem:
    """An archive entry that wants to be written elsewhere."""
    return _unsafe(
        "archive_path",
        _("压缩包里有指向其他文件夹的路径：%(name)s。") % {"name": shorten(name)},
        _("请解压后逐个上传其中的文件。"),
    )


@_sentence
def archive_program(name: str) -> Problem:
    """A program inside an archive or a mail."""
    return _unsafe(
        "archive_program",
        _("里面夹带了可执行的程序或脚本：%(name)s。") % {"name": shorten(name)},
        _("请去掉该文件，只上传佐证材料。"),
    )


@_sentence
def picture_bomb(width: int, height: int) -> Problem:
    """A picture of absurd dimensions."""
    message = (
        _("图片尺寸大得异常（%(width)s × %(height)s 像素）。") % {"width": width, "height": height}
        if width
        else _("图片尺寸大得异常。")
    )
    return _unsafe("picture_bomb", message, _("请缩小到 1 亿像素以内、另存为 JPG 后再上传。"))


@_sentence
def disguised(suffix: str, actual: str, family: str) -> Problem:
    """A harmless file under a wrong suffix. We decline it rather than guess which of the two was meant."""
    label = family_label(Family(family))
    return Problem(
        Verdict.DISGUISED,
        "disguised",
        _("文件后缀是 .%(suffix)s，内容却是%(label)s（%(actual)s）。")
        % {"suffix": suffix, "actual": actual.upper(), "label": label},
        _("请核对是否选错了文件；若内容无误，请把后缀改为 .%(actual)s 后再上传。") % {"actual": actual},
    )


@_sentence
def unfinished() -> Problem:
    """Nothing is known against the file, but every attempt at it was cut off."""
    return _unreadable("unfinished", _("多次处理都没有完成。"), _("请另存一份后重新上传。"))


@_sentence
def gone() -> Problem:
    """The storage no longer has the content."""
    return _unreadable("gone", _("存储中找不到这个文件的内容。"), _("请联系系统管理员。"))


@_sentence
def failed() -> Problem:
    """Our own reading broke down on it, again and again."""
    return _unreadable("failed", _("处理时出错。"), _("请另存一份后重新上传。"))


def shorten(text: str, limit: int = 80) -> str:
    """A piece of a hostile file, short enough and plain enough to be shown in a sentence."""
    plain = "".join(character if character.isprintable() else "�" for character in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
