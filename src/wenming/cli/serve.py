"""``wenming serve``: prepare everything that is missing, then run web, background worker and scheduler."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import sys
from pathlib import Path

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

WEB_FIRST = 1.5  # seconds the web process has the machine to itself: somebody is waiting for the first page


class CannotListen(Refusal):
    code = "cannot_listen"


def parser() -> Parser:
    it = Parser(prog="wenming serve", description=_("准备好缺的一切，启动网页、后台与定时任务。"))
    it.add_argument("--host", default="127.0.0.1", help=_("监听地址，缺省 127.0.0.1"))
    it.add_argument("--port", type=int, default=8000, help=_("端口，缺省 8000"))
    it.add_argument("--workers", type=int, default=1, help=_("网页进程数，缺省 1"))
    return it


def check_port(host: str, port: int) -> None:
    """Raises CannotListen if the address is taken, forbidden or not ours – before anything is started."""
    if not 1 <= port <= 65535:
        raise CannotListen(
            _("端口应在 1 到 65535 之间，现为 %(port)s。请改用 --port 8000 一类的端口。") % {"port": port}
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reasons = {
                errno.EADDRINUSE: _("端口 %(port)s 已被别的程序占用。请先停掉它，或改用 --port 换一个端口。"),
                errno.EACCES: _("没有权限使用端口 %(port)s。请改用 1024 以上的端口，如 --port 8000。"),
            }
            sentence = reasons.get(error.errno or 0, _("不能在 %(host)s:%(port)s 上监听。请检查 --host 与 --port。"))
            raise CannotListen(sentence % {"host": host, "port": port}) from None


def static_stamp() -> str:
    """Changes whenever a static file of the package does."""
    from wenming import __version__
    from wenming.kernel.places import PACKAGE

    seen = hashlib.sha256(__version__.encode())
    for path in sorted(PACKAGE.glob("*/static/**/*")):
        if path.is_file():
            stat = path.stat()
            seen.update(f"{path.relative_to(PACKAGE)} {stat.st_size} {stat.st_mtime_ns}".encode())
    return seen.hexdigest()


def collect_static(home: Path) -> None:
    """Lay out static files with digests in their names, compressed – only when they have changed."""
    marker = home / "static" / ".stamp"
    stamp = static_stamp()
    if marker.is_file() and marker.read_text(encoding="utf-8") == stamp:
        return
    from wenming.cli.instance import setup

    setup()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    marker.write_text(stamp, encoding="utf-8")


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    check_port(options.host, options.port)
    from wenming.cli.instance import is_prepared, prepare, prepare_home

    home = prepare_home()
    if not is_prepared(home):
        prepare()
        from django.db import connections

        connections.close_all()
    collect_static(home)
    from wenming.cli.supervisor import Child, watch

    os.environ["DJANGO_SETTINGS_MODULE"] = "wenming.config.settings"
    os.environ["WENMING_HOME"] = str(home)
    from django.conf import settings

    demo = settings.DEMO  # reads every setting: a wrong value stops the start here and names itself
    web = Child(
        "web",
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port),
            "--workers", str(max(1, options.workers)), "--blocking-threads", "4", "--backlog", "1024",
            "--log-level", "warning", "--no-ws", "wenming.config.wsgi:application",
        ],
    )  # fmt: skip
    worker = Child("worker", [sys.executable, "-m", "wenming.cli.worker"], after=WEB_FIRST)
    url = f"http://{options.host}:{options.port}"

    def announce() -> None:
        print(
            _("文明创建工作台正在 %(url)s 运行，数据在 %(home)s。按 Ctrl+C 停止。") % {"url": url, "home": home},
            flush=True,
        )
        if demo:
            print(_("这是演示单位，账号见登录页。"), flush=True)

    return watch([web, worker], on_ready=announce)
