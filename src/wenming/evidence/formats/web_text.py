"""The words of web pages, rich text and mails, without their markup."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from lxml import etree, html

_MAX_BYTES = 16 * 1024 * 1024
_BLOCKS = frozenset(
    {"p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "ul", "ol", "dt"}
    | {"dd", "blockquote", "pre", "header", "footer", "title", "caption", "figcaption"}
)
_SILENT = frozenset({"script", "style", "noscript", "template", "head"})
_RTF_TOKEN = re.compile(
    r"\\u(-?\d{1,6}) ?|\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\(.)|([{}])|([^\\{}]+)", re.DOTALL
)
_RTF_HIDDEN = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
    }
    | {"generator", "listtable", "listoverridetable", "rsidtbl", "xmlnstbl", "fldinst", "object", "filetbl", "mmathPr"}
)


def read(path: Path, extension: str, encoding: str, *, limit: int) -> str:
    """The words of an html, mht, rtf or eml file."""
    with path.open("rb") as source:
        data = source.read(_MAX_BYTES)
    if extension == "rtf":
        return rtf_text(data, limit=limit)
    if extension in {"eml", "mht"}:
        return _mail_text(data)
    return html_text(data.decode(encoding or "utf-8", errors="replace"))


def html_text(source: str) -> str:
    """The words of a page: one line per block, cells of a row joined by tabs; scripts and styles left out."""
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    if not plain.strip():
        return ""
    try:
        root = html.document_fromstring(plain, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end":
                pieces.append(element.tail or "")
            continue
        silent = element.tag in _SILENT or any(parent.tag in _SILENT for parent in element.iterancestors(*_SILENT))
        if event == "start":
            if element.tag in _BLOCKS:
                pieces.append("\n")
            if not silent:
                pieces.append(element.text or "")
        else:
            if element.tag in {"td", "th"}:
                pieces.append("\t")
            elif element.tag in _BLOCKS:
                pieces.append("\n")
            if not any(parent.tag in _SILENT for parent in element.iterancestors(*_SILENT)):
                pieces.append(element.tail or "")
    lines = (re.sub(r"[ \xa0\r\f\v]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def rtf_text(data: bytes, *, limit: int) -> str:
    """The words of a rich text file; its byte escapes are read as GB18030, as Chinese programs write them."""
    pieces: list[str] = []
    pending = bytearray()
    hidden: list[bool] = [False]
    skip, total = 0, 0

    def flush() -> None:
        if pending:
            pieces.append(pending.decode("gb18030", errors="replace"))
            pending.clear()

    for token in _RTF_TOKEN.finditer(data.decode("latin-1")):
        code, byte, word, _number, symbol, brace, plain = token.groups()
        if byte is not None:
            if skip:
                skip -= 1
            elif not hidden[-1]:
                pending.append(int(byte, 16))
            continue
        flush()
        if brace == "{":
            hidden.append(hidden[-1])
        elif brace == "}":
            if len(hidden) > 1:
                hidden.pop()
        elif symbol == "*" or word in _RTF_HIDDEN:
            hidden[-1] = True
        elif hidden[-1]:
            continue
        elif code is not None:
            pieces.append(chr(int(code) % 65536))
            skip = 1
        elif word in {"par", "line", "row", "page", "sect"}:
            pieces.append("\n")
        elif word in {"tab", "cell"}:
            pieces.append("\t")
        elif symbol is not None and symbol in "\\{}":
            pieces.append(symbol)
        elif plain is not None:
            text = plain.replace("\r", "").replace("\n", "")
            if skip and text.startswith("?"):
                text = text[1:]
            skip = 0
            pieces.append(text)
            total += len(text)
        if total > limit:
            break
    flush()
    return "".join(pieces)[:limit]


def _mail_text(data: bytes) -> str:
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage):
        return ""
    lines = [str(message[name]) for name in ("Subject", "From", "To", "Date") if message[name]]
    body = message.get_body(("plain", "html"))
    if body is not None:
        try:
            content = str(body.get_content())
        except (LookupError, ValueError):
            content = ""
        lines.append(html_text(content) if body.get_content_type() == "text/html" else content)
    lines += [name for part in message.iter_attachments() if (name := part.get_filename())]
    return "\n".join(lines)
