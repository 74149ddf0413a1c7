"""Every sentence with which we decline a file: what is wrong, and what the person can do about it."""

from __future__ import annotations

from wenming.evidence.formats.verdicts import MEGABYTE, Problem, Verdict
from wenming.kernel.words import _


def _unreadable(code: str, message: str, what_to_do: str) -> Problem:
    return Problem(Verdict.UNREADABLE, code, message, what_to_do)


def _unsafe(code: str, message: str, what_to_do: str) -> Problem:
    return Problem(Verdict.UNSAFE, code, message, what_to_do)


def empty() -> Problem:
    """A file of zero bytes."""
    return _unreadable("empty", _("文件是空的（0 字节）。"), _("请重新导出或拷贝一份完整的文件再上传。"))


def too_large(size: int, limit: int) -> Problem:
    """More bytes than the limit allows."""
    return _unreadable(
        "too_large",
        _("文件有 %(size).1f MB，超过上限 %(limit).0f MB。") % {"size": size / MEGABYTE, "limit": limit / MEGABYTE},
        _("请压缩或拆分后再上传。"),
    )


def damaged(detail: str = "") -> Problem:
    """Content that starts like a known type and then does not hold."""
    message = (
        _("文件已损坏或不完整，无法打开。")
        if not detail
        else _("文件已损坏或不完整：%(detail)s。") % {"detail": detail}
    )
    return _unreadable("damaged", message, _("请从原始来源重新获取一份，确认能正常打开后再上传。"))


def unknown() -> Problem:
    """Content nobody can name."""
    return _unreadable(
        "unknown",
        _("无法识别文件内容，没有任何程序能打开它。"),
        _("请另存为常用格式（如 PDF、DOCX、XLSX、JPG）后再上传。"),
    )


def opaque_archive(extension: str) -> Problem:
    """An archive we have no means to look into."""
    return _unreadable(
        "opaque_archive",
        _("无法打开 %(extension)s 压缩包核验其中的内容。") % {"extension": extension.upper()},
        _("请解压后逐个上传，或改用 ZIP 压缩包。"),
    )


def password() -> Problem:
    """A file that only opens with a password."""
    return _unreadable("password", _("文件设有打开密码，无法读取。"), _("请在原程序中取消密码、另存后再上传。"))


def empty_document() -> Problem:
    """A PDF without pages, an archive without files."""
    return _unreadable("nothing_inside", _("文件里没有任何内容。"), _("请检查是否导出有误，重新生成后再上传。"))


def program(what: str = "") -> Problem:
    """Something a computer would run."""
    message = (
        _("这是可执行的程序或脚本，不是佐证材料。")
        if not what
        else _("文件里是可执行的程序或脚本（%(what)s）。") % {"what": what}
    )
    return _unsafe("program", message, _("请勿打开，并告知系统管理员检查来源；请上传原本的文档或图片。"))


def disguised_program(suffix: str) -> Problem:
    """A program that calls itself a document or picture."""
    return _unsafe(
        "disguised_program",
        _("文件后缀是 .%(suffix)s，内容却是可执行的程序或脚本。") % {"suffix": suffix},
        _("请勿打开，并告知系统管理员检查来源。"),
    )


def macro() -> Problem:
    """Macros in an Office file."""
    return _unsafe("macro", _("文件里含有宏代码。"), _("请另存为不含宏的格式（DOCX、XLSX、PPTX）或 PDF 后再上传。"))


def external_link(target: str = "") -> Problem:
    """An Office file that fetches something from elsewhere when it is opened."""
    message = (
        _("文件链接了外部内容。") if not target else _("文件链接了外部内容：%(target)s。") % {"target": shorten(target)}
    )
    return _unsafe(
        "external_link", message, _("请在原程序中断开链接（编辑链接—断开链接，或粘贴为值、嵌入图片），另存后再上传。")
    )


def embedded_object(what: str = "") -> Problem:
    """An OLE object, control or file packed inside a document."""
    message = (
        _("文件里嵌有其他对象或控件。")
        if not what
        else _("文件里嵌有其他对象或控件：%(what)s。") % {"what": shorten(what)}
    )
    return _unsafe("embedded_object", message, _("请删去嵌入的对象，或另存为 PDF；需要的附件请单独上传。"))


def dde() -> Problem:
    """A field or formula that starts another program."""
    return _unsafe(
        "dde", _("文件里含有会启动其他程序的域或公式（DDE）。"), _("请删除该域或公式，或另存为 PDF 后再上传。")
    )


def pdf_script() -> Problem:
    """JavaScript in a PDF."""
    return _unsafe("pdf_script", _("PDF 里含有脚本（JavaScript）。"), _("请用“打印为 PDF”重新生成一份再上传。"))


def pdf_launch() -> Problem:
    """A PDF action that starts a program."""
    return _unsafe("pdf_launch", _("PDF 里含有启动其他程序的动作。"), _("请用“打印为 PDF”重新生成一份再上传。"))


def pdf_attachment(name: str) -> Problem:
    """A program attached to a PDF."""
    return _unsafe(
        "pdf_attachment",
        _("PDF 里夹带了可执行的附件：%(name)s。") % {"name": shorten(name)},
        _("请用“打印为 PDF”重新生成一份再上传。"),
    )


def page_script() -> Problem:
    """A web page, SVG or RTF that carries something to run."""
    return _unsafe("page_script", _("网页里含有脚本或嵌入内容。"), _("请在浏览器中打印为 PDF 后再上传。"))


def entity_bomb() -> Problem:
    """XML that declares entities of its own."""
    return _unsafe("entity", _("文件里声明了异常的实体，可能是恶意文件。"), _("请用原程序打开后另存一份再上传。"))


def archive_bomb() -> Problem:
    """A small archive that unpacks into something enormous."""
    return _unsafe(
        "bomb", _("压缩内容展开后大得异常，可能是“压缩炸弹”。"), _("请勿打开；请直接上传其中真正需要的文件。")
    )


def nested_archive(name: str) -> Problem:
    """An archive inside an archive."""
    return _unsafe(
        "nested_archive",
        _("压缩包里还有压缩包（%(name)s），无法核验。") % {"name": shorten(name)},
        _("请解压后逐个上传。"),
    )


def archive_path(name: str) -> Problem:
    """An archive entry that wants to be written elsewhere."""
    return _unsafe(
        "archive_path",
        _("压缩包里有指向其他文件夹的路径：%(name)s。") % {"name": shorten(name)},
        _("请解压后逐个上传其中的文件。"),
    )


def archive_program(name: str) -> Problem:
    """A program inside an archive or a mail."""
    return _unsafe(
        "archive_program",
        _("里面夹带了可执行的程序或脚本：%(name)s。") % {"name": shorten(name)},
        _("请去掉该文件，只上传佐证材料。"),
    )


def picture_bomb(width: int, height: int) -> Problem:
    """A picture of absurd dimensions."""
    message = (
        _("图片尺寸大得异常（%(width)s × %(height)s 像素）。") % {"width": width, "height": height}
        if width
        else _("图片尺寸大得异常。")
    )
    return _unsafe("picture_bomb", message, _("请缩小到 1 亿像素以内、另存为 JPG 后再上传。"))


def disguised(suffix: str, actual: str, label: str) -> Problem:
    """A harmless file under a wrong suffix. We decline it rather than guess which of the two was meant."""
    return Problem(
        Verdict.DISGUISED,
        "disguised",
        _("文件后缀是 .%(suffix)s，内容却是%(label)s（%(actual)s）。")
        % {"suffix": suffix, "actual": actual.upper(), "label": label},
        _("请核对是否选错了文件；若内容无误，请把后缀改为 .%(actual)s 后再上传。") % {"actual": actual},
    )


def shorten(text: str, limit: int = 80) -> str:
    """A piece of a hostile file, short enough and plain enough to be shown in a sentence."""
    plain = "".join(character if character.isprintable() else "�" for character in text)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
