"""The package that a workbook or a Word document is: the same bytes for the same parts."""

from __future__ import annotations

import io
import re
import zipfile

EARLIEST, LATEST = 1980, 2107
"""Years that the directory of a ZIP archive can name."""
CORE = "docProps/core.xml"
"""The part that says when a document was made and changed."""


def same_bytes(package: io.BytesIO, day: str) -> bytes:
    """A package with its parts in one order, and `day` (ISO) wherever it would say when it was written."""
    year, month, first = (int(part) for part in day.split("-"))
    moment = (min(max(year, EARLIEST), LATEST), month, first, 0, 0, 0)
    fixed = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            data = source.read(name)
            if name == CORE:
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), data)
            target.writestr(entry, data)
    return fixed.getvalue()
