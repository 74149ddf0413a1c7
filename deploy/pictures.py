"""Screenshots for the documents, taken from the demonstration unit: docs/img/zh and docs/img/en.

python -m deploy.pictures [--home DIR] [--only NAME]

Serves the demonstration from DIR (made there if it is missing; a temporary folder without --home) on a free port,
signs in as its clerk with a real browser, and takes every picture in both languages.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "img"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
TABLE = """# 科室文明创建考核标准（拟稿）

| 项目 | 内容 | 分值 | 考核方法 | 评分标准 | 提供材料 |
|---|---|---|---|---|---|
| 一、学习教育（20分） | 1.每月组织一次集中学习 | 8 | 材料审核 | 每少一次扣0.5分 | 学习记录不少于12份 |
|  | 2.人均心得体会不少于2篇 | 6 | 材料审核 | 按完成比例得分 | 心得体会 |
|  | 3.道德讲堂参与率达到90% | 6 | 1）材料审核；2）问卷调查 | 低于90%每降1个百分点扣0.2分 | 签到表、照片不少于2张 |
| 二、优质服务（30分） | 4.①服务规范上墙；②首问负责；③限时办结；④投诉有回应 | 12 | 实地考察 | 全部达到得12分，达到三项得8分，否则不得分 | 照片不少于2张 |
|  | 5.服务对象满意率 | 18 | 问卷调查 | 90%以上得18分，80%以上得12分，低于80%不得分 | 统计表 |
| 三、环境秩序（20分） | 6.办公环境整洁有序 | 12 | 实地考察 | A级12分，B级9分，C级5分，D级不得分 |  |
|  | 7.节约用水用电 | 6 | 材料审核 | 酌情评分 | 说明报告500字以内 |
| 合计 |  | 70 |  |  |  |
"""


@dataclass(frozen=True)
class Picture:
    """``go`` brings a signed-in page to what is to be seen."""

    name: str
    go: Callable[[Page, str], None]
    narrow: bool = False
    signed_in: bool = True


def at(path: str) -> Callable[[Page, str], None]:
    def go(page: Page, base: str) -> None:
        page.goto(base + path)

    return go


def proposal(page: Page, base: str) -> None:
    page.goto(f"{base}/criteria/new/")
    page.set_input_files(
        "input[type=file]",
        {"name": "科室考核标准.md", "mimeType": "text/markdown", "buffer": TABLE.encode()},
    )
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_url("**/draft/")


def first(path: str, link: str) -> Callable[[Page, str], None]:
    """Open ``path`` and follow the first link that fits ``link``."""

    def go(page: Page, base: str) -> None:
        page.goto(base + path)
        address = page.locator(link).first.get_attribute("href")
        page.goto(base + (address or path))

    return go


def answer(page: Page, base: str) -> None:
    first("/assessment/rounds/", 'main a[href^="/assessment/rounds/"]:not([href$="/open/"])')(page, base)
    address = page.locator('main a[href*="/lines/"]').nth(6).get_attribute("href")
    page.goto(base + (address or ""))


def record(page: Page, base: str) -> None:
    """The page of the first record of photos in the ledger whose preview is there; complete, so nothing hides it."""
    page.goto(f"{base}/ledger/?kind=photo&state=")
    found = page.locator('main a[href^="/ledger/records/"]').evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    for address in dict.fromkeys(one for one in found if re.fullmatch(r"/ledger/records/\d+/", one)):
        page.goto(base + address)
        if page.locator("img.file-view__picture").count():
            return
    sys.exit("No filed photo of the demonstration has a preview.")


PICTURES = (
    Picture("desk", at("/")),
    Picture("proposal", proposal),
    Picture(
        "criteria",
        first("/criteria/", 'main a[href^="/criteria/"][href$="/"]:not([href*="new"]):not([href*="compare"])'),
    ),
    Picture("ledger", at("/ledger/")),
    Picture("record", record),
    Picture("gaps", at("/ledger/gaps/")),
    Picture("round", first("/assessment/rounds/", 'main a[href^="/assessment/rounds/"]:not([href$="/open/"])')),
    Picture("answer", answer),
    Picture("archive", at("/ledger/archive/")),
    Picture("phone", at("/"), narrow=True),
)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The demonstration on a port of its own; ends with everything it started."""
    environment = os.environ | {"WENMING_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    wenming = [sys.executable, "-m", "wenming"]
    if not (home / "demo.json").is_file():
        subprocess.run([*wenming, "demo"], check=True, env=environment, stdout=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*wenming, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(300):
            try:
                with urllib.request.urlopen(f"{base}/account/login/", timeout=2):
                    break
            except OSError:
                time.sleep(0.2)
        yield base
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def take(browser: Browser, base: str, language: str, picture: Picture, account: dict[str, str]) -> None:
    context = browser.new_context(
        viewport=NARROW if picture.narrow else WIDE, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.add_cookies([{"name": "language", "value": LANGUAGES[language], "url": base}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", account["username"])
    page.fill("input[name=password]", account["password"])
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    picture.go(page, base)
    page.wait_for_load_state("networkidle")
    target = IMAGES / language / f"{picture.name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target)
    context.close()
    with Image.open(target) as shot:  # a palette is enough for a page, and a quarter of the size
        shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m deploy.pictures", description=__doc__)
    arguments.add_argument("--home", type=Path)
    arguments.add_argument("--only", choices=[one.name for one in PICTURES])
    options = arguments.parse_args()
    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not chromium:
        sys.exit("No Chromium. Install it with: sudo apt-get install chromium")
    temporary = tempfile.mkdtemp(prefix="wenming-pictures-") if options.home is None else ""
    home = options.home or Path(temporary)
    try:
        with served(home) as base, sync_playwright() as playwright:
            accounts = json.loads((home / "demo.json").read_text(encoding="utf-8"))["accounts"]
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for picture in PICTURES:
                if options.only in (None, picture.name):
                    for language in LANGUAGES:
                        take(browser, base, language, picture, accounts[0])
                        print(f"docs/img/{language}/{picture.name}.png")
            browser.close()
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
