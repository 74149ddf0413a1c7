"""The ``wenming`` command: it finds the room that does the work and decides nothing itself.

Commands that keep no state (``criteria parse``, ``criteria score``, ``deploy parse``) never import Django; all others
go through ``wenming.cli.instance``, which prepares the home first. Every room offers ``run(argv) -> exit code``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from wenming.cli.terminal import REFUSED, refused
from wenming.kernel.errors import Refusal
from wenming.kernel.words import LANGUAGE, _, gettext_noop

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("wenming.cli.serve", gettext_noop("准备好缺的一切，启动网页、后台与定时任务")),
    "demo": ("wenming.cli.demo_command", gettext_noop("载入演示单位，列出演示账号")),
    "criteria parse": ("wenming.cli.criteria_parse", gettext_noop("读取测评表，拟出测评体系")),
    "criteria score": ("wenming.cli.criteria_score", gettext_noop("按测评体系和答案计分，逐条说明")),
    "criteria import": ("wenming.cli.criteria_store", gettext_noop("保存测评体系")),
    "criteria export": ("wenming.cli.criteria_store", gettext_noop("导出测评体系")),
    "deploy parse": ("wenming.cli.deploy_parse", gettext_noop("读讲话或通知，拟出阶段、任务和时限")),
    "unit list": ("wenming.cli.unit_list", gettext_noop("列出单位和代码")),
    "unit add": ("wenming.cli.unit", gettext_noop("建立单位")),
    "account add": ("wenming.cli.account_add", gettext_noop("开通账号并分派一个角色")),
    "account reset": ("wenming.cli.account_reset", gettext_noop("重置密码并解除暂停登录")),
    "evidence import": ("wenming.cli.evidence_import", gettext_noop("批量导入佐证材料")),
    "evidence check": ("wenming.cli.evidence_check", gettext_noop("核对材料是否齐全、真实")),
    "archive bind": ("wenming.cli.archive", gettext_noop("装订成册")),
    "backup": ("wenming.cli.backup", gettext_noop("整机备份")),
    "restore": ("wenming.cli.backup", gettext_noop("由备份恢复")),
    "check": ("wenming.cli.check", gettext_noop("核对每个文件和审计链")),
    "manage": ("wenming.cli.manage", gettext_noop("维护人员用的底层命令")),
}


def usage() -> str:
    """Every command with what it is for, a line each."""
    width = max(len(name) for name in COMMANDS)
    told = {name: _(what) for name, (_room, what) in COMMANDS.items()}
    rows = [f"  wenming {name:<{width}}  {what}" for name, what in told.items()]
    return "\n".join([_("用法：wenming 命令 …（加 --help 看各命令的用法）"), *rows])


def find(argv: list[str]) -> tuple[str, list[str]] | None:
    """The longest command that ``argv`` begins with, and what is left over."""
    for length in (2, 1):
        name = " ".join(argv[:length])
        if len(argv) >= length and name in COMMANDS:
            return name, argv[length:]
    return None


def dispatch(argv: list[str]) -> int:
    """Run one command and return its exit code. A Refusal becomes one line on stderr and exit code 2."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if argv else REFUSED
    if argv[0] in {"--version", "-V"}:
        from wenming import __version__

        print(f"wenming {__version__}")
        return 0
    found = find(argv)
    below = [name for name in COMMANDS if name.startswith(f"{argv[0]} ")]
    if found is None and below:
        print(
            _("“%(name)s”后面还要写：%(more)s。")
            % {"name": argv[0], "more": _("、").join(name.split()[1] for name in below)},
            file=sys.stderr,
        )
        return REFUSED
    if found is None:
        print(
            _("没有“%(name)s”这个命令。运行 wenming --help 看全部命令。") % {"name": " ".join(argv[:2])},
            file=sys.stderr,
        )
        return REFUSED
    name, rest = found
    room = import_module(COMMANDS[name][0])
    try:
        if name in {"criteria import", "criteria export", "backup", "restore"}:
            return int(room.run(name.split()[-1], rest))
        return int(room.run(rest))
    except Refusal as refusal:
        return refused(refusal)
    except KeyboardInterrupt:
        print(_("已中断，没有留下写了一半的内容。"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def main() -> None:
    """Entry point of the console script."""
    LANGUAGE.set(os.environ.get("WENMING_LANGUAGE") or "zh-hans")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(dispatch(sys.argv[1:]))
