"""Why a file cannot be read as a criteria table: one refusal, with a sentence that says how to mend it."""

from __future__ import annotations

from typing import ClassVar

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _


class Unreadable(Refusal):
    """The file is not what it should be: empty, damaged, locked, disguised, too large."""

    code: ClassVar[str] = "criteria_file_unreadable"


class NoTable(Refusal):
    """The file can be read, but holds no criteria table."""

    code: ClassVar[str] = "criteria_table_not_found"

    def default(self) -> str:
        return _(
            "没有找到测评表。请确认文件中有“项目、内容、分值”一类表头的表格，"
            "或带编号和分值的条文（如“1.制度健全（5分）”），再重新上传。"
        )


def empty() -> Unreadable:
    """A file of no bytes, or of blanks alone."""
    return Unreadable(_("文件是空的（0 字节）。请重新保存或下载后再试。"))


def damaged(name: str) -> Unreadable:
    """Content that begins like a known kind and does not hold."""
    return Unreadable(_("文件“%(name)s”已损坏，无法打开。请在办公软件中重新另存一份后再试。") % {"name": name})


def locked(name: str) -> Unreadable:
    """A file that opens with a password only."""
    return Unreadable(_("文件“%(name)s”设有打开密码。请取消密码后另存一份再试。") % {"name": name})


def with_macros(name: str) -> Unreadable:
    """An office file with a program inside."""
    return Unreadable(
        _("文件“%(name)s”含有宏（自动运行的程序），为安全起见不予读取。请另存为不含宏的 .docx 或 .xlsx 后再试。")
        % {"name": name}
    )


def with_links(name: str, target: str) -> Unreadable:
    """An office file that fetches something; ``target`` says from where."""
    return Unreadable(
        _("文件“%(name)s”引用了外部文件（%(target)s），为安全起见不予读取。请断开外部链接和模板，另存后再试。")
        % {"name": name, "target": target}
    )


def with_scripts(name: str) -> Unreadable:
    """A PDF with a program inside."""
    return Unreadable(
        _("文件“%(name)s”含有脚本（自动运行的程序），为安全起见不予读取。请用打印方式另存为普通 PDF 后再试。")
        % {"name": name}
    )


def too_large(name: str, megabytes: int) -> Unreadable:
    """More bytes, packed or unpacked, than we open."""
    return Unreadable(
        _("文件“%(name)s”过大（或解压后超过 %(limit)s MB），为安全起见不予读取。请只保留测评表后再试。")
        % {"name": name, "limit": megabytes}
    )


def too_many_rows(name: str, most: int) -> Unreadable:
    """More rows than any criteria table has."""
    return Unreadable(
        _("文件“%(name)s”超过 %(limit)s 行，不像一份测评表。请只保留测评表后再试。") % {"name": name, "limit": most}
    )


def not_supported(name: str, what: str) -> Unreadable:
    """Content of another kind; ``what`` names it in words."""
    return Unreadable(
        _("文件“%(name)s”的内容是%(what)s，不是测评表。可用的格式：xlsx、xls、docx、html、csv、md、txt、带文字的 pdf。")
        % {"name": name, "what": what}
    )


def convert_first(name: str, what: str, to: str) -> Unreadable:
    """A kind that office software turns into one we read; ``to`` says how."""
    return Unreadable(
        _("文件“%(name)s”是%(what)s，不能直接读取。请%(to)s后再试。") % {"name": name, "what": what, "to": to}
    )
