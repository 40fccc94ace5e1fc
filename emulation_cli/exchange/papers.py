"""Official papers: the head and the foot that every one of them has (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font

from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import FONT
from emulation_cli.kernel.terms import Speech

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
"""Quốc hiệu and tiêu ngữ."""
RULE_LEFT, RULE_RIGHT = "─" * 8, "─" * 17
SIGNING_ROOM = 4
"""Rows left free for a signature and a seal."""


def letterhead(page: Page, say: Speech, superior: str | None, organ: str, *, split: int = 0) -> None:
    """Who issues the paper on the left; on the right, in Vietnamese, the nation's name and its motto."""
    right = (NATION, MOTTO, RULE_RIGHT) if say.vietnamese else ("", "", "")
    page.pair((superior or "").upper(), right[0], split=split)
    page.pair(organ.upper(), right[1], split=split)
    page.pair(RULE_LEFT, right[2], bold=False, size=8, split=split)


def official_day(iso: str) -> str:
    """A day as official papers write it: ngày 01 tháng 3 năm 2023; days below 10 and months 1, 2 with a leading 0."""
    year, month, day = (int(part) for part in iso.split("-"))
    return f"ngày {day:02} tháng {month:02} năm {year}" if month < 3 else f"ngày {day:02} tháng {month} năm {year}"


def signatures(page: Page, say: Speech, signers: Sequence[tuple[str, str]], *, split: int = 0) -> None:
    """Places for signatures, two side by side: (post in capitals, name or "")."""
    how = say("(Ký, ghi rõ họ tên)", "(signature, full name)")
    for place in range(0, len(signers), 2):
        left, right = [*signers[place : place + 2], ("", "")][:2]
        page.pair(left[0], right[0], split=split)
        page.pair(how if left[0] else "", how if right[0] else "", bold=False, italic=True, split=split)
        page.skip(SIGNING_ROOM)
        page.pair(left[1], right[1], split=split)
        page.skip()


def closing(page: Page, say: Speech, recipients: Sequence[str], signer: tuple[str, str, str]) -> None:
    """Who gets the paper on the left; on the right who signs: for which organ, in what post, the name or ""."""
    organ, post, name = signer
    page.pair("", say("TM. ", "For ") + organ.upper(), split=page.width // 2)
    first = page.row
    page.pair(say("Nơi nhận:", "Recipients:"), post.upper(), split=page.width // 2)
    lines = [*(f"- {one};" for one in recipients), say("- Lưu: VT.", "- File.")]
    for number in range(max(len(lines), SIGNING_ROOM + 1)):
        page.pair(lines[number] if number < len(lines) else "", "", bold=False, size=11, split=page.width // 2)
    page.pair("", name, split=page.width // 2)
    for row in range(first, page.row):
        cell = page.sheet.cell(row, 1)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    page.sheet.cell(first, 1).font = Font(name=FONT, size=12, bold=True, italic=True)
