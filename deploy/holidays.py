"""Write the yearly holiday tables of ``seeds/holidays`` from the facts a maintained library keeps.

python -m deploy.holidays

Run it when the schedule of a new year is published and the library has taken it in; read the difference before committing.
Only days are taken over: which were off, which were worked, for which festival. The library is a tool of development.
"""

from __future__ import annotations

from pathlib import Path

from chinese_calendar import constants

from wenming.programmes.formats.holidays import HolidayTable, write_holidays_yaml
from wenming.programmes.rules.workdays import SpecialDay

FOLDER = Path(__file__).resolve().parent.parent / "seeds" / "holidays"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
SOURCE = "国务院办公厅关于{year}年部分节假日安排的通知所公布的放假和调休日期"


def tables() -> dict[int, HolidayTable]:
    """Every year the library knows, as a table."""
    days = [SpecialDay(day, NAMES[name], True) for day, name in constants.holidays.items()]
    days += [SpecialDay(day, f"{NAMES[name]}调休", False) for day, name in constants.workdays.items()]
    days.sort(key=lambda row: row.day)
    years = sorted({row.day.year for row in days if row.off and (row.day.month, row.day.day) == (10, 1)})
    return {
        year: HolidayTable(
            tuple(row for row in days if row.day.year == year), frozenset({year}), SOURCE.format(year=year)
        )
        for year in years
    }


def main() -> None:
    """Write one file a year."""
    FOLDER.mkdir(exist_ok=True)
    for year, table in tables().items():
        (FOLDER / f"{year}.yaml").write_text(write_holidays_yaml(table), encoding="utf-8")
        print(f"{year}: {len(table.days)} days")


if __name__ == "__main__":
    main()
