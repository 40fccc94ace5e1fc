"""The parts of a workbook: what a file called .xlsx really is, and its XML, taken apart without trusting it."""

from __future__ import annotations

import io
import posixpath
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from defusedxml.ElementTree import iterparse as guarded

from emulation_cli.exchange.texts import OLD_OFFICE, ZIP
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _

LARGEST_BOOK = 20_000_000
LARGEST_UNPACKED = 200_000_000
"""Bytes: of a workbook, and of all its parts unpacked."""
MOST_PARTS = 1_000
DENSEST = 100
"""How many times smaller than its contents an honest workbook may be."""
SMALL = 10_000
"""Bytes below which that ratio says nothing."""


def resave() -> str:
    """How to make a workbook of something else."""
    return _("Open it in Excel or LibreOffice and save it as .xlsx.")


def refuse_no_workbook(name: str, data: bytes) -> None:
    """Refuse other formats by their first bytes, and archives that unpack to far more than they are."""
    if data.startswith(OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        what = _("{name} has a password") if locked else _("{name} is an .xls file of Excel 97 to 2003")
        way = _("Open it in Excel, take the password off and save it as .xlsx.") if locked else resave()
        raise Refused(what.format(name=name), way)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Refused(_("{name} is a web page or XML, only called .xlsx").format(name=name), resave())
    if not data.startswith(ZIP):
        raise Refused(_("{name} is not a workbook of Excel 2007 or later").format(name=name), resave())
    if len(data) > LARGEST_BOOK:
        raise Refused(
            _("{name} has {size} bytes, more than the {most} that are read").format(
                name=name, size=len(data), most=LARGEST_BOOK
            ),
            _("Save the sheet as “CSV UTF-8” and import that file."),
        )
    _refuse_bomb(name, data)


def _refuse_bomb(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise Refused(_("{name} is damaged").format(name=name), resave()) from None
    size = sum(part.file_size for part in parts)
    outside = any(".." in part.filename.split("/") for part in parts)
    dense = size > DENSEST * max(len(data), SMALL)
    if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED or dense or outside:
        raise Refused(
            _("{name} is no honest workbook: unpacked it has {size} bytes (parts: {count})").format(
                name=name, size=size, count=len(parts)
            ),
            _("Copy its rows into a new workbook."),
        )
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise Refused(
            _("{name} is a workbook of another format (.xlsb or .ods), only called .xlsx").format(name=name), resave()
        )


# -- its XML ----------------------------------------------------------------------------------------------------------


def tree_of(archive: zipfile.ZipFile, part: str) -> ET.Element:
    """The XML of a part."""
    refuse_entities(archive, part)
    return ET.fromstring(archive.read(part))  # noqa: S314 - without a document type there are no entities


def refuse_entities(archive: zipfile.ZipFile, part: str) -> None:
    """A document type, and with it every entity, stands before the first element or nowhere."""
    with archive.open(part) as file:
        next(iter(guarded(file, events=("start",), forbid_dtd=True)))


def each(tree: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements of a name, whatever namespace the writer of the file chose."""
    return (element for element in tree.iter() if local(element) == name)


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """The relations of a part: (id, the part that it points to); also under the kind's last word."""
    folder, base = posixpath.split(part)
    for relation in each(tree_of(archive, posixpath.join(folder, "_rels", f"{base}.rels")), "Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield relation.get("Id", ""), path
        yield relation.get("Type", ""), path


def targets(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """The parts that a part points to as this kind."""
    known = set(archive.namelist())
    return [path for said, path in relations(archive, part) if said.endswith(kind) and path in known]
