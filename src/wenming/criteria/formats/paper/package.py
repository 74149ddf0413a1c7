"""The parts around the text of a Word file: types, relations, styles, footer, and the custom XML part with our data."""

from __future__ import annotations

from typing import Any

from lxml import etree

from wenming.criteria.formats.paper.embedding import NAMESPACE
from wenming.kernel.words import _

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DATA_PART = "customXml/item1.xml"
ITEM_ID = "{5A0C7A52-6E0B-4B7C-9E57-77656E6D696E}"

TYPES = f"""{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>\
<Override PartName="/word/footer1.xml" \
ContentType="{WORD}.footer+xml"/><Override PartName="/customXml/itemProps1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>"""

RELATIONS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" \
Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""

DOCUMENT_RELATIONS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rIdStyles" \
Type="{OFFICE}/relationships/styles" Target="styles.xml"/><Relationship Id="rIdFooter" \
Type="{OFFICE}/relationships/footer" Target="footer1.xml"/><Relationship Id="rIdSettings" \
Type="{OFFICE}/relationships/settings" Target="settings.xml"/><Relationship Id="rIdData" \
Type="{OFFICE}/relationships/customXml" Target="../customXml/item1.xml"/></Relationships>"""

DATA_RELATIONS = f"""{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" \
Type="{OFFICE}/relationships/customXmlProps" Target="itemProps1.xml"/></Relationships>"""

DATA_PROPERTIES = f"""{DECLARATION}<ds:datastoreItem ds:itemID="{ITEM_ID}" \
xmlns:ds="{OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>"""

SETTINGS = f"""{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:compat><w:compatSetting \
w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"""

STYLES = f"""{DECLARATION}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%(latin)s" \
w:hAnsi="%(latin)s" w:eastAsia="%(body)s" w:cs="%(latin)s"/><w:sz w:val="19"/><w:szCs w:val="19"/>\
<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" \
w:after="0" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr>\
<w:spacing w:before="120" w:after="160"/><w:jc w:val="center"/></w:pPr><w:rPr><w:rFonts w:eastAsia="%(title)s"/>\
<w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Facts"><w:name w:val="Facts"/><w:basedOn w:val="Normal"/><w:pPr>\
<w:spacing w:after="160"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/>\
<w:spacing w:before="320" w:after="120"/></w:pPr><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Hint"><w:name w:val="Hint"/><w:basedOn w:val="Normal"/><w:pPr>\
<w:spacing w:before="160"/></w:pPr><w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>\
<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Ruled"/><w:tblPr><w:tblBorders>\
<w:top w:val="single" w:sz="8" w:space="0" w:color="1F2933"/><w:left w:val="single" w:sz="4" w:space="0" \
w:color="8A8F96"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F2933"/><w:right w:val="single" w:sz="4" \
w:space="0" w:color="8A8F96"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="8A8F96"/><w:insideV \
w:val="single" w:sz="4" w:space="0" w:color="8A8F96"/></w:tblBorders><w:tblCellMar><w:top w:w="50" w:type="dxa"/>\
<w:left w:w="85" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>\
</w:tblPr></w:style></w:styles>"""

FOOTER = f"""{DECLARATION}<w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>%(before)s<w:fldSimple \
w:instr=" PAGE "><w:r>%(font)s<w:t>1</w:t></w:r></w:fldSimple>%(between)s<w:fldSimple w:instr=" NUMPAGES "><w:r>\
%(font)s<w:t>1</w:t></w:r></w:fldSimple>%(after)s</w:p></w:ftr>"""
FOOTER_FONT = (
    '<w:rPr><w:rFonts w:ascii="%(latin)s" w:hAnsi="%(latin)s" w:eastAsia="%(body)s"/><w:sz w:val="18"/></w:rPr>'
)


def parts(document: bytes, data: Any, title_font: str, body_font: str, latin_font: str) -> dict[str, bytes]:
    """Return every part of the file by its name, in the order in which they are stored."""
    fonts = {"title": title_font, "body": body_font, "latin": latin_font}
    return {
        "[Content_Types].xml": TYPES.encode(),
        "_rels/.rels": RELATIONS.encode(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS.encode(),
        "word/styles.xml": (STYLES % fonts).encode(),
        "word/settings.xml": SETTINGS.encode(),
        "word/footer1.xml": _footer(fonts).encode(),
        DATA_PART: bytes(etree.tostring(data, xml_declaration=True, encoding="UTF-8", standalone=True)),
        "customXml/_rels/item1.xml.rels": DATA_RELATIONS.encode(),
        "customXml/itemProps1.xml": DATA_PROPERTIES.encode(),
    }


def _footer(fonts: dict[str, str]) -> str:
    font = FOOTER_FONT % fonts
    pieces = _("第 {page} 页，共 {pages} 页").replace("{pages}", "{page}").split("{page}")
    words = [f'<w:r>{font}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces]
    return FOOTER % {"before": words[0], "between": words[1], "after": words[2], "font": font}
