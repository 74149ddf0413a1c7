"""Reading our pages as a browser without script does: forms are filled from what stands in them, then sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.test import Client


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def filled(form: Tag) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands, buttons left out."""
    found: dict[str, list[str]] = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name = control.get("name")
        if not name or control.has_attr("disabled"):
            continue
        if control.name == "textarea":
            text = control.get_text()
            values = [text[1:] if text.startswith("\n") else text]
        elif control.name == "select":
            options = control.find_all("option")
            chosen = [one for one in options if one.has_attr("selected")] or options[:1]
            values = [one.get("value", one.get_text()) for one in chosen]
        elif control.get("type") in ("checkbox", "radio"):
            values = [control.get("value", "on")] if control.has_attr("checked") else []
        elif control.get("type") in ("submit", "button", "file"):
            values = []
        else:
            values = [control.get("value", "")]
        if values:
            found.setdefault(name, []).extend(values)
    return found


def form_of(response: Any, **having: str) -> Tag:
    """The first form of the page that posts; ``having`` picks it by the name of a control (control="rule-kind")."""
    for form in soup(response).find_all("form", method="post"):
        if form.get("action", "").startswith(("/language", "/account")):
            continue
        if "control" not in having or form.find(attrs={"name": having["control"]}):
            return form
    raise AssertionError(f"no such form: {having}")


def send(client: Client, url: str, form: Tag, **changes: Any) -> Any:
    """Send the form with some fields changed; None takes a field away."""
    data: dict[str, Any] = dict(filled(form))
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return client.post(urljoin(url, form.get("action") or url), data)


def words(response: Any) -> str:
    """The text of the page as it is read, blanks folded."""
    return " ".join(soup(response).get_text(" ").split())
