"""Put a template in the place of the product's own, take it away again."""

from __future__ import annotations

import hashlib

from emulation_cli.kernel.writing import Writer
from emulation_cli.reports import paper_queries, tables


def use(writer: Writer, name: str, file: str, content: bytes) -> bool:
    """Keep a template for a paper, `file` being the name of its file; False where it is there already."""
    digest = hashlib.sha256(content).hexdigest()
    before = paper_queries.own(writer.connection, name)
    if before is not None and (before.file, before.digest) == (file, digest):
        return False
    writer.execute("DELETE FROM paper WHERE code = ?", (name,))
    writer.session.add(tables.Paper(code=name, file=file, digest=digest, content=content))
    writer.session.flush()
    old = None if before is None else {"file": before.file, "sha256": before.digest}
    writer.changed(f"paper {name}", old, {"file": file, "sha256": digest})
    return True


def remove(writer: Writer, name: str) -> bool:
    """Go back to the product's own template; False where none was kept."""
    before = paper_queries.own(writer.connection, name)
    if before is None:
        return False
    writer.execute("DELETE FROM paper WHERE code = ?", (name,))
    writer.changed(f"paper {name}", {"file": before.file, "sha256": before.digest}, None)
    return True
