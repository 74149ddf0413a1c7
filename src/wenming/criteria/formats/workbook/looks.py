"""How an exported workbook looks: paper and ink, one blue, a little gold for bonus lines; formats are made once each."""

from __future__ import annotations

from typing import Any

FONT = "Microsoft YaHei"
INK, FAINT, BLUE, RULE = "#1f2933", "#8a8f96", "#2b4c6f", "#d8d4cb"
GROUNDS = {"top": "#e3eaf1", "group": "#f1f4f7", "bonus": "#fbf5e6", "": ""}
MOST_INDENT = 15

Format = Any  # xlsxwriter's classes carry no types


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[str, str, int], Format] = {}
        self.title = book.add_format(
            {"font_name": FONT, "font_size": 15, "bold": True, "font_color": BLUE, "num_format": "@"}
        )
        self.hint = book.add_format({"font_name": FONT, "font_size": 9, "font_color": FAINT})
        self.head = book.add_format(
            {
                "font_name": FONT,
                "font_size": 10,
                "bold": True,
                "font_color": "#ffffff",
                "bg_color": BLUE,
                "border": 1,
                "border_color": RULE,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "num_format": "@",
            }
        )
        self.section = book.add_format(
            {"font_name": FONT, "font_size": 11, "bold": True, "font_color": BLUE, "num_format": "@"}
        )

    def cell(self, look: str, ground: str = "", depth: int = 0) -> Format:
        """Return the format of a cell.

        look    of the column: text, title, figure, middle, faint, hint.
        ground  top, group, bonus or nothing.
        depth   indents a title.
        """
        key = (look, ground, min(depth, MOST_INDENT) if look == "title" else 0)
        if key not in self.made:
            self.made[key] = self.book.add_format(self._properties(*key))
        return self.made[key]

    def column(self, look: str) -> Format:
        """Return the format of a whole column, for what people write below the table: no rules, no ground."""
        key = (look, "column", 0)
        if key not in self.made:
            properties = self._properties(look, "", 0)
            del properties["border"], properties["border_color"]
            self.made[key] = self.book.add_format(properties)
        return self.made[key]

    def _properties(self, look: str, ground: str, depth: int) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": FONT,
            "font_size": 10,
            "font_color": FAINT if look in ("faint", "hint") else INK,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": RULE,
            "num_format": "General" if look == "figure" else "@",
        }
        if look in ("figure", "middle", "faint"):
            properties["align"] = "right" if look == "figure" else "center"
        if look == "title" and depth:
            properties["indent"] = depth
        if ground:
            properties["bg_color"] = GROUNDS[ground]
        if ground in ("top", "group") and look in ("title", "figure", "middle"):
            properties["bold"] = True
        return properties
