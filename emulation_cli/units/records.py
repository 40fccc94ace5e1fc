"""How units and people are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from emulation_cli.kernel import references
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.units import rules
from emulation_cli.units.fields import PEOPLE as PEOPLE_KIND
from emulation_cli.units.fields import UNITS as UNITS_KIND
from emulation_cli.units.tables import Person, Unit


def _check_unit(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_unit(row.values)


def _check_aliases(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """An alias names one unit only, and never one by its code."""
    aliases = row.values["aliases"]
    for alias in aliases if isinstance(aliases, list) else []:
        found = references.find(connection, "unit", alias)
        taken = found is not None and (row.stored is None or found[0] != row.stored.id)
        if found is not None and taken:
            message = _("{alias} already names the unit {code}").format(alias=alias, code=found[1])
            yield Finding("taken", message, "aliases", value=alias)
        elif code_key(alias) == code_key(str(row.values["code"])):
            yield Finding("taken", _("{alias} is the unit's own code").format(alias=alias), "aliases", value=alias)


UNITS = Recorder(UNITS_KIND, Unit, checks=(_check_unit, _check_aliases), parts=("former_name",))
PEOPLE = Recorder(PEOPLE_KIND, Person)
