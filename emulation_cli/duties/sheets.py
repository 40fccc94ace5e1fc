"""The list of reminders as a workbook: what each unit still owes, ready to be sent round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, new_book, to_bytes
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.terms import Speech

WIDTHS = (6, 36, 12, 52, 13, 12, 14)


def reminders(lines: Sequence[Mapping[str, Any]], day: str, *, vietnamese: bool) -> bytes:
    """Reminders, as `steps.reminders` gives them, as of an ISO day."""
    say, book = Speech(vietnamese), new_book()
    page = Page(book, say("Nhắc việc", "Reminders"), WIDTHS)
    page.title(say("DANH SÁCH NHẮC VIỆC", "REMINDERS"), say("Tính đến ngày ", "As of ") + show_date(day))
    headings = (
        say("STT", "No."),
        say("Đơn vị", "Unit"),
        say("Khối, cụm", "Block's year"),
        say("Nội dung", "What"),
        say("Hạn", "Due"),
        say("Chậm (ngày)", "Days late"),
        say("Tình trạng", "State"),
    )
    formats = ("0", "@", "@", "@", "dd/mm/yyyy", "0", "@")
    columns = [Column(*one) for one in zip(headings, WIDTHS, formats, strict=True)]
    rows = [
        [
            number,
            line["name"],
            line["year"],
            line["what"],
            date.fromisoformat(line["due"]) if line["due"] else None,
            line["late"],
            say.term(line["state"], "task"),
        ]
        for number, line in enumerate(lines, start=1)
    ]
    page.only_table(columns, rows, empty=say("Không có việc nào còn nợ.", "Nothing is owed."))
    return to_bytes(book, day, title=say("Danh sách nhắc việc", "Reminders"))
