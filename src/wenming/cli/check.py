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
    from wenming.audit.words import break_words
    from wenming.evidence.selectors import keeping
    from wenming.organisations.selectors import unit_names

    said = sys.stderr.isatty()
    count, damaged = 0, []
    for count, (sha256, whole) in enumerate(keeping.files_examined(), start=1):
        if not whole:
            damaged.append(sha256)
        if said and count % 100 == 0:
            print(_("已核对 %(n)s 个文件") % {"n": count}, end="\r", file=sys.stderr)
    chains: list[dict[str, int | str]] = [
        {"organisation": owner, "sequence": broken.sequence, "kind": broken.kind} for owner, broken in broken_chains()
    ]
    undone = keeping.steps_undone()
    held = keeping.holders_of(damaged)
    if options.json:
        report = {
            "format": "wenming-check/1", "files": count, "damaged": damaged, "damaged_in": held, "chains": chains,
            "undone": undone,
        }  # fmt: skip
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(_("核对了 %(n)s 个文件，损坏或缺失 %(bad)s 个。") % {"n": count, "bad": len(damaged)})
        for sha256 in damaged:
            said = {"names": _("、").join(held[sha256]) or _("不在任何材料中的文件"), "sha256": sha256}
            print(_("  %(names)s：内容缺失或与摘要不符，请从备份恢复。摘要 %(sha256)s") % said)
        names = unit_names([int(chain["organisation"]) for chain in chains])
        for chain in chains:
            print(
                _("  %(unit)s的审计链在第 %(sequence)s 条处断开：%(kind)s。")
                % {
                    "unit": names.get(int(chain["organisation"])) or _("系统（不属于任何单位）"),
                    "sequence": chain["sequence"],
                    "kind": break_words(str(chain["kind"])),
                }
            )
        if not chains:
            print(_("审计链完整。"))
        if undone:
            print(_("还有 %(n)s 个处理步骤没有做完，启动 wenming serve 后会继续。") % {"n": undone})
    return 1 if damaged or chains else 0
