"""Writes the spoiled files of this gallery: `python tests/errors/build.py`. A folder's `case.toml` says what happens.

The files are kept, so that each can be opened and looked at; this says how each came to be.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl

HERE = Path(__file__).parent
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
UNITS = (["Mã", "Tên đơn vị"], ["TH", "VKSND tỉnh Thanh Hóa"], ["NA", "VKSND tỉnh Nghệ An"])
TEXT = "code,name\nTH,VKSND tỉnh Thanh Hóa\nNA,VKSND tỉnh Nghệ An\n"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TCVN3 = "code,name\nTH,ViÖn kiÓm s¸t nh©n d©n tØnh Thanh Hãa\nNA,ViÖn kiÓm s¸t nh©n d©n tØnh NghÖ An\n"
VNI = "code,name\nTH,Vieän kieåm saùt nhaân daân tænh Thanh Hoùa\nNA,Vieän kieåm saùt nhaân daân tænh Ngheä An\n"


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive with the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (2023, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    core = "docProps/core.xml"
    parts[core] = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>2023-01-01T00:00:00Z", parts[core])
    return parts


def book(*rows, change=lambda book: None, **replaced) -> bytes:
    """A workbook of rows, changed by a function and by (part, old, new) replacements in its XML."""
    made = openpyxl.Workbook()
    made.active.title = "Đơn vị"
    for row in rows:
        made.active.append(row)
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    parts = parts_of(buffer.getvalue())
    for part, old, new in replaced.get("parts", ()):
        assert re.search(old, parts[part]), (part, old)
        parts[part] = re.sub(old, new, parts[part], count=1)
    return packed(parts)


def percent(made):
    made.active["C2"].number_format = "0%"


def hide_row(made):
    made.active.row_dimensions[3].hidden = True


def hide_column(made):
    made.active.column_dimensions["B"].hidden = True


def hide_sheet(made):
    made.create_sheet("Bản in").append(["x"])
    made.active.sheet_state = "hidden"
    made.active = 1


def merge(cells):
    return lambda made: made.active.merge_cells(cells)


def merge_from_hidden(made):
    hide_row(made)
    merge("C3:C4")(made)


def more_sheets(made):
    made.create_sheet("Năm 2022").append(["x"])
    made.create_sheet("Nháp").sheet_state = "hidden"


def day_beyond_all(made):
    made.active["C2"].number_format = "dd/mm/yyyy"


def mac(made):
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


def windows(text):
    """As Vietnamese Windows writes it: letters with their sign, the tone behind."""
    letters = []
    for char in unicodedata.normalize("NFC", text):
        try:
            char.encode("cp1258")
            letters.append(char)
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", char)
            if "\u0323" in base:  # the dot below goes before the sign above in NFD
                base, tone = [one for one in (*base, tone) if one != "\u0323"], "\u0323"
            letters.append(unicodedata.normalize("NFC", "".join(base)) + tone)
    return "".join(letters).encode("cp1258")


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PEOPLE = (
    ["Mã", "Họ và tên", "Đơn vị"],
    ["A", "Nguyễn Văn A", "TH"],
    ["B", "Nguyễn Văn B", None],
    ["C", "Nguyễn Văn C", "NA"],
)
HIDDEN_UNIT = (PEOPLE[0], ["A", "Nguyễn Văn A", "TH"], ["B", "Nguyễn Văn B", "NA"], ["C", "Nguyễn Văn C", None])
LONG = "x" * 40_000

FILES: dict[str, dict[str, bytes | str]] = {
    "23-old-xls": {"units.xlsx": OLD_OFFICE + b"\0" * 504},
    "23-password": {"units.xlsx": OLD_OFFICE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")},
    "23-binary-workbook": {"units.xlsx": packed({"xl/workbook.bin": b"\x83\x01\x00"})},
    "23-open-document": {"units.xlsx": packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})},
    "23-web-page": {"units.xlsx": "<html><table><tr><td>Mã</td></tr></table></html>"},
    "23-text": {"units.xlsx": TEXT},
    "23-no-sheet": {"units.xlsx": book(*UNITS, parts=[(BOOK, rb"<sheets>.*</sheets>", b"<sheets/>")])},
    "23-cut-off": {"units.xlsx": book(*UNITS, parts=[(SHEET, rb"</sheetData>.*", b"")])},
    "24-nothing": {"units.csv": ""},
    "24-only-headings": {"units.csv": "code,name\n"},
    "24-empty-sheet": {"units.xlsx": book()},
    "25-unpacks-to-much-more": {"units.xlsx": packed({SHEET: b"0" * 30_000_000})},
    "25-too-many-parts": {"units.xlsx": packed({f"xl/{number}": b"" for number in range(1_001)})},
    "25-too-large": {"units.xlsx": b"PK\x03\x04"},
    "26-entities": {"units.xlsx": book(*UNITS, parts=[(SHEET, rb"^(<\?xml[^>]*\?>)?", LAUGHS)])},
    "26-file-outside": {"units.xlsx": book(*UNITS, parts=[(BOOK, rb"^(<\?xml[^>]*\?>)?", OUTSIDE)])},
    "27-lies-about-its-size": {"units.xlsx": book(*UNITS, parts=[(SHEET, rb'ref="A1:B3"', b'ref="A1:A1"')])},
    "28-last-cell-of-the-sheet": {
        "units.xlsx": book(*UNITS, change=lambda made: made.active.cell(1_048_576, 16_384, "x"))
    },
    "29-row-beyond-the-last": {"units.xlsx": book(*UNITS, parts=[(SHEET, rb'<row r="3"', b'<row r="99999999"')])},
    "30-merged-units": {"people.xlsx": book(*PEOPLE, change=merge("C2:C3"))},
    "30-merged-names": {"units.xlsx": book(*UNITS, change=merge("B2:B3"))},
    "31-hidden-row": {"units.xlsx": book(*UNITS, change=hide_row)},
    "31-hidden-column": {"units.xlsx": book(*UNITS, change=hide_column)},
    "31-hidden-sheet": {"units.xlsx": book(*UNITS, change=hide_sheet)},
    "31-hidden-row-taken-in": {"units.xlsx": book(*UNITS, change=hide_row)},
    "31-hidden-row-left-out": {"units.xlsx": book(*UNITS, change=hide_row)},
    "31-merged-from-a-hidden-row": {"people.xlsx": book(*HIDDEN_UNIT, change=merge_from_hidden)},
    "31-sheets-that-are-not-read": {"units.xlsx": book(*UNITS, change=more_sheets)},
    "32-formula-without-value": {"units.xlsx": book(UNITS[0], ["TH", '="VKSND tỉnh "&"Thanh Hóa"'])},
    "32-percentage": {"units.xlsx": book([*UNITS[0], "Thứ tự"], [*UNITS[1], 0.95], change=percent)},
    "37-headings-again": {"units.xlsx": book(*UNITS, [], UNITS[0], ["HT", "VKSND tỉnh Hà Tĩnh"])},
    "37-heading-over-two-columns": {"units.xlsx": book([*UNITS[0], None], [*UNITS[1], "x"], change=merge("B1:C1"))},
    "38-total-and-signature": {"units.xlsx": book(*UNITS, [], ["Tổng cộng", 2], [None, "NGƯỜI LẬP BIỂU"])},
    "32-error-cell": {"units.xlsx": book(UNITS[0], ["TH", "#N/A"])},
    "33-numbers-that-are-none": {
        "units.csv": "code,name,order\n"
        + "".join(f"U{n},Đơn vị {n},{v}\n" for n, v in enumerate(["0012", " 12 ", "１２", "٣", "1_000", "1e3", "²"], 1))
    },
    "34-thousands-or-decimals": {
        "criteria.csv": 'code,name,most\nA,Nội dung A,1.000\nB,Nội dung B,"1,000"\nC,Nội dung C,"1,5"\nD,Chi,1.5\n'
    },
    "35-days-that-are-none": {
        "documents.csv": "number,kind,on\n"
        + "".join(
            f"{n}/KH,Kế hoạch,{day}\n"
            for n, day in enumerate(["29/02/2025", "05/09/25", "13/2025", "45000", "31/12/1899", "1/3/2023"], 1)
        )
    },
    "35-calendar-of-1904": {
        "documents.xlsx": book(["number", "kind", "on"], ["1/KH", "Kế hoạch", date(2023, 3, 1)], change=mac)
    },
    "35-number-that-is-no-day": {
        "documents.xlsx": book(["number", "kind", "on"], ["1/KH", "Kế hoạch", 99_999_999], change=day_beyond_all)
    },
    "36-points-that-are-none": {"scores.csv": "unit,criterion,points\nTH,A,NaN\nNA,A,inf\nHT,A,-1\nQB,A,1e20\n"},
    "36-nan-in-json": {"units.json": '[{"code": "TH", "name": NaN}]'},
    "37-two-columns": {"units.csv": "code,name,Mã\nTH,VKSND tỉnh Thanh Hóa,TH\n"},
    "37-missing-column": {"units.csv": "name,short\nVKSND tỉnh Thanh Hóa,Thanh Hóa\n"},
    "37-other-order-and-one-more": {"units.csv": "màu sắc,TEN DON VI,Mã:\nđỏ,VKSND tỉnh Thanh Hóa,TH\n"},
    "38-ragged": {
        "units.csv": "code,name,short\nTH,VKSND tỉnh Thanh Hóa,Thanh Hóa\nNA,VKSND tỉnh\nNghệ An,Nghệ An,x,y\n"
    },
    "38-open-quote": {
        "units.csv": 'code,name\nTH,VKSND tỉnh Thanh Hóa\nNA,"VKSND tỉnh Nghệ An\nHT,VKSND tỉnh Hà Tĩnh\n'
    },
    "38-bare-carriage-return": {"units.csv": "code,name,short\nTH,VKSND tỉnh\rThanh Hóa,x\n"},
    "38-separator-said": {"units.csv": "sep=|\r\ncode|name\r\nTH|VKSND tỉnh Thanh Hóa\r\nN A|x\r\n"},
    "38-semicolons": {"units.csv": TEXT.replace(",", ";")},
    "39-byte-order-mark": {"units.csv": TEXT.encode("utf-8-sig")},
    "39-utf-16": {"units.csv": TEXT.encode("utf-16")},
    "39-utf-16-without-its-mark": {"units.csv": TEXT.encode("utf-16-le")},
    "39-utf-16-of-plain-letters": {"units.csv": "code,name\nX,VKS\n".encode("utf-16-le")},
    "40-tcvn3": {"units.csv": TCVN3.encode("cp1252")},
    "40-tcvn3-in-a-workbook": {"units.xlsx": book(*(line.split(",") for line in TCVN3.splitlines()))},
    "40-vni": {"units.csv": VNI.encode("cp1252")},
    "40-vietnamese-windows": {
        "units.csv": unicodedata.normalize("NFD", "code,name\nTH,Tỉnh Thanh Hoá\n")
        .replace("u\u031b", "ư")
        .encode("cp1258")
    },
    "40-vietnamese-windows-throughout": {
        "units.csv": windows("Mã,Tên đơn vị\nTH,Viện kiểm sát nhân dân tỉnh Thanh Hóa\nNA,VKSND tỉnh Nghệ An\n")
    },
    "40-named-wrongly": {"units.csv": windows("Mã,Tên đơn vị\nTH,Viện kiểm sát nhân dân tỉnh Thanh Hóa\n")},
    "40-western": {"units.csv": "code,name\nX,Société française à Müller\n".encode("latin-1")},
    "40-tcvn3-named": {"units.csv": TCVN3.encode("cp1252")},
    "40-vni-named": {"units.csv": VNI.encode("cp1252")},
    "41-what-the-eye-does-not-see": {
        "units.csv": "code,name\n"
        f"TH,{unicodedata.normalize('NFD', 'VKSND tỉnh Thanh Hóa')}\nNA,VKSND tỉnh Nghệ\u00a0An  \n"
        "HT,VKSND tỉnh\u200b Hà Tĩnh\nDN,VKSND thành phố Ðà Nẵng\nQT,VKSND tỉnh Quảng\u200e Trị\n"
    },
    "41-direction-override": {"units.csv": "code,name\nTH,VKSND \u202eaóH hnahT\n"},
    "42-near-duplicate": {"units.csv": "code,name\nT2,VKSND tỉnh Thanh Hoá\nT3,Viện kiểm sát nhân dân Thanh Hóa\n"},
    "43-control-character": {"units.csv": "code,name\nTH,VKSND\x1b[31m tỉnh\n"},
    "43-no-character": {"units.csv": "code,name\nTH,VKSND \ufffe tỉnh\n"},
    "43-lone-surrogate": {"units.json": json.dumps([{"code": "TH", "name": "VKSND \ud800 tỉnh"}])},
    "44-too-long": {"units.csv": f"code,name\nTH,{LONG}\nNA,{LONG * 4}\n"},
    "45-formulas": {
        "units.csv": "code,name\n"
        + "".join(
            f'F{n},"{text}"\n'
            for n, text in enumerate(['=HYPERLINK(""http://x"")', "=cmd|x", "+1", "-1", "@x", "\t=1"], 1)
        )
    },
    "46-markup": {"units.csv": "code,name\nM1,[red]đỏ[/red]\nM2,[/x]\nM3,:smile:\n"},
    "47-five-hundred-faults": {"units.csv": "code,name\n" + "".join(f"N {n},Đơn vị {n}\n" for n in range(1, 501))},
    "48-one-bad-row": {
        "units.csv": "code,name\n" + "".join(f"{'N ' if n == 150 else 'N'}{n},Đơn vị {n}\n" for n in range(1, 301))
    },
    "49-same-again": {"units.csv": TEXT},
    "49-changed": {"units.csv": TEXT.replace("Nghệ An", "Nghệ An mới")},
    "49-changed-update": {"units.csv": TEXT.replace("Nghệ An", "Nghệ An mới")},
    "50-unknown-unit": {"members.csv": "unit\nTH\nTHH\nViện kiểm sát nhân dân tỉnh Nghệ An\n"},
    "50-closed-year": {"members.csv": "unit\nTH\n"},
    "50-unit-of-another-block": {"signatures.csv": "unit,signed_on\nXX,01/03/2023\n"},
    "51-folder": {"units.csv": ""},
}


def main() -> None:
    for name, files in FILES.items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    main()
