"""Named reads over dossiers: which papers a proposal needs, which it has."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import AWARDS, CONFIRMED, DOSSIER
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing
from emulation_cli.kernel.frozen import frozen


@frozen
class Paper:
    """A paper of a proposal's dossier: what asks for it, how sure that is, and the ISO day since when it is there."""

    id: int
    code: str
    name: str
    copies: int | None
    clause: str
    certainty: str
    on: str | None

    @property
    def record(self) -> dict[str, object]:
        """The paper as `nomination dossier` prints it."""
        keys = ("code", "name", "copies", "on", "clause", "certainty")
        return {key: getattr(self, key) for key in keys}


def papers(connection: sqlite3.Connection, row: sqlite3.Row, day: str) -> list[Paper]:
    """The papers that the dossier of a proposal consists of by the law of an ISO day, and those it has besides."""
    award = listing.by_id(connection, AWARDS, row["award_id"]).values
    there = dict(
        connection.execute(
            'SELECT dossier_id, "on" FROM nomination_paper WHERE nominee_id = ? OR nomination_id = ?',
            (row["nominee_id"], row["nomination_id"]),
        ).fetchall()
    )
    known = listing.listed(connection, DOSSIER)
    sector = blocks.block_of_year(connection, row["year_id"])["sector"]
    asked = {one.id for one in awards.concerning(known, award, day, sector)}
    return [
        Paper(
            one.id,
            str(one.values["code"]),
            str(one.values["name"]),
            None if one.values["copies"] is None else int(str(one.values["copies"])),
            str(one.values["clause"]),
            str(one.values["certainty"]),
            there.get(one.id),
        )
        for one in known
        if one.id in asked or one.id in there
    ]


def absent(asked: Sequence[Paper], day: str = "9999") -> list[str]:
    """The papers that a text that was read asks for and that are not there by an ISO day: code and name."""
    missing = [one for one in asked if one.on is None or one.on > day]
    return [f"{one.code} ({one.name})" for one in missing if one.certainty == CONFIRMED]
