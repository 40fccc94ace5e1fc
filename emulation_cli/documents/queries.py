"""Named reads over documents."""

from __future__ import annotations

import sqlite3

from emulation_cli.documents.fields import DOCUMENTS
from emulation_cli.kernel import listing


def documents_of(connection: sqlite3.Connection, year_id: int, day: str) -> list[listing.Listed]:
    """The documents of a block's year that were there by an ISO day."""
    return listing.listed(connection, DOCUMENTS, 't.year_id = ? AND t."on" <= ?', (year_id, day))
