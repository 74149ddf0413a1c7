"""``wenming check``: is every file whole, does every chain of the trail hold, is anything left undone?"""

from __future__ import annotations

import json
import sys

from wenming.cli.arguments import Parser
from wenming.kernel.words import _


def run(argv: list[str]) -> int:
    it = Parser(prog="wenming check", description=_("核对每个文件和审计链。"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    options = it.parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from wenming.audit.selectors import broken_chains
    from wenming.evidence.selectors import keeping

    said = sys.stderr.isatty()
    count, damaged = 0, []
    for count, (sha256, whole) in enumerate(keeping.files_examined(), start=1):
        if not whole:
            damaged.append(sha256)
        if said and count % 100 == 0:
            print(_("已核对 %(n)s 个文件") % {"n": count}, end="\r", file=sys.stderr)
    chains = [
        {"organisation": owner, "sequence": broken.sequence, "kind": broken.kind} for owner, broken in broken_chains()
    ]
    undone = keeping.steps_undone()
    if options.json:
        report = {"format": "wenming-check/1", "files": count, "damaged": damaged, "chains": chains, "undone": undone}
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(_("核对了 %(n)s 个文件，损坏或缺失 %(bad)s 个。") % {"n": count, "bad": len(damaged)})
        for sha256 in damaged:
            print(_("  文件 %(sha256)s 缺失或内容与摘要不符，请从备份恢复。") % {"sha256": sha256})
        words = {"gap": _("缺一条"), "changed": _("内容被改过"), "cut": _("末尾被截断")}
        for chain in chains:
            print(
                _("  单位 %(organisation)s 的审计链在第 %(sequence)s 条处断开：%(kind)s。")
                % {**chain, "kind": words[str(chain["kind"])]}
            )
        if not chains:
            print(_("审计链完整。"))
        if undone:
            print(_("还有 %(n)s 个处理步骤没有做完，启动 wenming serve 后会继续。") % {"n": undone})
    return 1 if damaged or chains else 0
