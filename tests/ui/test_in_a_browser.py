"""The frame under real hands: keyboard, mouse, a phone, no script, and an accessibility scan of every state."""

import json

import pytest

from wenming.ui import navigation as nav

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def _furnished():
    def anyone(request):
        return True

    restore = nav.reset()
    nav.register("desk", nav.Entry("工作台", "account_logout", allowed=anyone))
    nav.register(
        "keep", nav.Entry("全部记录", "ui_gallery", allowed=anyone), nav.Entry("归档", "account_login", allowed=anyone)
    )
    nav.register_create(
        nav.Entry("登记材料", "ui_gallery", icon="upload", key="m", allowed=anyone),
        nav.Entry("导入测评表", "account_login", key="d", allowed=anyone),
    )
    nav.register_tab(nav.Entry("台账", "ui_gallery", icon="books", allowed=anyone))
    nav.register_search(nav.Search("ui_gallery", allowed=anyone))
    yield
    restore()


@pytest.fixture
def visit(chromium, live_server):
    opened = []

    def open_page(path="/ui/gallery/", *, size=WIDE, language="zh-hans", script=True):
        context = chromium.new_context(viewport=size, java_script_enabled=script, has_touch=size is PHONE)
        context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console", lambda message: page.problems.append(message.text) if "Security Policy" in message.text else None
        )
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in opened:
        context.close()


def scan(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", ["/ui/gallery/", "/account/login/", "/nothing/"])
def test_pages_pass_an_accessibility_scan_and_fit_the_screen(visit, path, size, language):
    page = visit(path, size=size, language=language)
    assert scan(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.problems == []


def test_the_c_key_opens_the_menu_and_a_letter_chooses(visit):
    page = visit()
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.textContent").startswith("登记材料")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("导入测评表")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert "新建" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("c")
    page.keyboard.press("d")
    page.wait_for_url("**/account/login/")


def test_letters_typed_into_a_field_stay_letters(visit):
    page = visit()
    page.keyboard.press("/")
    page.keyboard.type("c/")
    assert page.input_value("[data-search]") == "c/"
    assert page.locator("details[open]").count() == 0


def test_a_menu_closes_when_one_presses_elsewhere(visit):
    page = visit()
    page.click("summary:has-text('新建')")
    assert page.locator("details[open]").count() == 1
    page.mouse.click(720, 600)
    assert page.locator("details[open]").count() == 0


def test_a_question_is_asked_in_place_and_the_focus_returns(visit):
    page = visit()
    page.click("a[data-dialog='gallery-return']")
    assert page.locator("dialog#gallery-return").get_attribute("open") is not None
    assert scan(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.dialog") == "gallery-return"


def test_the_stepper_counts_within_its_bounds(visit):
    page = visit()
    page.click(":has(> #id_missing) > [data-step='1']")
    assert page.input_value("#id_missing") == "3"
    page.focus("#id_missing")
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    assert page.input_value("#id_missing") == "0"


def test_a_run_of_rows_is_ticked_with_shift_and_let_go_again(visit):
    page = visit()
    bar, picks = page.locator("[data-bulk-bar]"), page.locator("form[data-bulk] input[name=pick]")
    assert not bar.is_visible()
    picks.nth(0).check()
    picks.nth(2).click(modifiers=["Shift"])
    assert page.inner_text("[data-bulk-count]") == "3"
    assert page.locator("[data-bulk-all]").is_checked()
    page.click("[data-bulk-clear]")
    assert not bar.is_visible()


def test_the_tree_is_walked_and_folded_with_the_keyboard(visit):
    page = visit()
    page.focus("[data-tree] a[aria-current]")
    page.keyboard.press("ArrowLeft")
    assert "窗口服务" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"
    assert not page.locator("[data-tree] >> text=首问负责、一次告知").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-tree] >> text=首问负责、一次告知").is_visible()
    page.keyboard.press("End")
    assert "特色加分" in page.evaluate("document.activeElement.textContent")


def test_files_that_travel_with_the_form_can_be_added_and_taken_back(visit):
    page = visit()
    some = [
        {"name": "一.jpg", "mimeType": "image/jpeg", "buffer": b"1" * 100},
        {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"1" * 3_000_000},
    ]
    page.set_input_files("#id_attached", some)
    kept = "[...document.querySelector('#id_attached').files].map(file => file.name)"
    assert page.evaluate(kept) == ["一.jpg"]
    assert "超过大小上限" in page.inner_text(".drop__file:has-text('大.pdf')")
    page.set_input_files("#id_attached", some[0] | {"name": "二.jpg"})
    assert page.evaluate(kept) == ["一.jpg", "二.jpg"]
    page.click(".drop__file:has-text('一.jpg') button")
    assert page.evaluate(kept) == ["二.jpg"]


def test_files_are_sent_one_by_one_and_a_failed_one_can_be_tried_again(visit):
    page = visit()
    answers = {
        "一.jpg": [(500, {}), (200, {"url": "/r/1/", "title": "记录一"})],
        "二.jpg": [(422, {"message": "文件打不开。"})],
    }
    sent = []

    def answer(route):
        body = route.request.post_data_buffer.decode("utf-8", "replace")
        name = next(name for name in answers if name in body)
        sent.append((name, route.request.headers.get("x-csrftoken")))
        status, said = answers[name].pop(0)
        route.fulfill(status=status, body=json.dumps(said), content_type="application/json")

    page.route("**/take/", answer)
    # The zone reads its address when it is made, so it is made anew with one.
    page.evaluate("""() => {
        const old = document.querySelector("[data-drop]");
        const fresh = old.cloneNode(true);
        fresh.dataset.upload = "/take/";
        old.replaceWith(fresh);
        fresh.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    }""")
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": b"1" * 100} for name in ("一.jpg", "二.jpg")]
    page.set_input_files("#id_attached", files)
    page.wait_for_selector(".drop__file:has-text('文件打不开。')")
    page.click(".drop__file:has-text('一.jpg') button:has-text('重试')")
    page.wait_for_selector("a[href='/r/1/']:has-text('记录一')")
    assert [name for name, _token in sorted(sent)] == ["一.jpg", "一.jpg", "二.jpg"]
    assert all(token for _name, token in sent)


def test_what_was_typed_is_kept_after_a_pause_and_said_so(visit):
    page = visit()
    kept = []
    page.route("**/keep/", lambda route: (kept.append(route.request.post_data), route.fulfill(status=204)))
    page.evaluate("""() => {
        const form = document.createElement("form");
        form.action = "/keep/";
        form.dataset.autosave = "50";
        form.innerHTML = '<input name="note" aria-label="x"><span data-saved data-words-saving="正在保存" data-words-saved="已存" data-words-failed="未存上"></span>';
        document.querySelector("main").prepend(form);
        form.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
    }""")
    page.fill("main > form [name=note]", "说明")
    page.wait_for_selector("main > form [data-saved]:has-text('已存')")
    assert len(kept) == 1
    page.unroute("**/keep/")
    page.route("**/keep/", lambda route: route.abort())
    page.fill("main > form [name=note]", "说明二")
    page.wait_for_selector("main > form [data-saved]:has-text('未存上')")
    assert page.input_value("main > form [name=note]") == "说明二"


def test_a_step_that_asks_first_is_taken_only_after_yes(visit):
    page = visit()
    sent = []
    page.route("**/drop/", lambda route: (sent.append(1), route.fulfill(status=200, body="<title>done</title>")))
    page.evaluate("""() => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = "/drop/";
        form.dataset.confirm = "删除这份草稿？";
        form.innerHTML = '<button id="drop">删除</button>';
        document.querySelector("main").prepend(form);
    }""")
    page.click("#drop")
    page.click("dialog[open] button:has-text('取消')")
    assert sent == []
    page.click("#drop")
    page.click("dialog[open] button:has-text('确定')")
    page.wait_for_url("**/drop/")
    assert sent == [1]


def test_leaving_with_something_typed_asks_and_without_does_not(visit):
    page = visit()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.evaluate("() => { document.querySelector('#id_title').form.dataset.leave = ''; }")
    page.click("#id_title")
    page.keyboard.type("改")
    page.reload()
    assert asked == ["beforeunload"]
    page.reload()
    assert asked == ["beforeunload"]


def test_a_refused_fragment_takes_its_place_and_a_broken_line_is_said(visit):
    page = visit()
    page.route(
        "**/refused/", lambda route: route.fulfill(status=409, body='<p id="there" class="note--late">刚刚被更新</p>')
    )
    page.route("**/offline/", lambda route: route.abort())
    page.evaluate("""() => {
        const box = document.createElement("div");
        box.innerHTML = '<button id="one" hx-post="/refused/" hx-target="#there" hx-swap="outerHTML">一</button><button id="two" hx-get="/offline/">二</button><p id="there"></p>';
        document.querySelector("main").prepend(box);
        htmx.process(box);
    }""")
    page.click("#one")
    page.wait_for_selector("#there:has-text('刚刚被更新')")
    page.click("#two")
    page.wait_for_selector("#slips >> text=网络不通")


def test_a_phone_opens_the_contents_and_leaves_them_again(visit):
    page = visit(size=PHONE)
    assert not page.locator("#rail").is_visible()
    page.click(".tabbar__all")
    assert page.locator("#rail >> text=归档").is_visible()
    assert scan(page) == []
    page.click("#rail a[href='#main']")
    assert not page.locator("#rail").is_visible()


def test_everything_needed_works_without_script(visit):
    page = visit(script=False)
    page.click("summary:has-text('新建')")
    assert page.locator("a:has-text('导入测评表')").is_visible()
    assert page.locator("[data-bulk-bar]").is_visible()
    assert page.locator("#id_attached").is_visible()
    assert page.locator("[data-tree] >> text=首问负责、一次告知").is_visible()
    page.click("summary:has-text('年度')")
    page.click("details[open] >> text=2026")
    assert "year=2026" in page.url


def test_paper_carries_the_matter_and_not_the_frame(visit):
    page = visit()
    page.emulate_media(media="print")
    for frame in (".rail", ".top", ".head__acts", ".slips"):
        assert not page.locator(frame).first.is_visible(), frame
    assert page.locator("h1").first.is_visible()
    assert page.locator("form[data-bulk] table").is_visible()
