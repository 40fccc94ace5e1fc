"""A row on its way into the register: what was given, what it refers to, what it will hold, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulation_cli.kernel import listing
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding

Raw = Mapping[str, object]
"""Values by field key as typed, as read from JSON, or as a workbook holds them."""


@dataclass
class Row:
    """A row on its way in.

    Attributes:
        given: canonical values of the fields that were given, codes as registered.
        ids: the ids behind the references, by field key; a list for list fields.
        details: what is said of the items of a list field with `detail`: by field key, by the item's id.
        values: what the whole row will hold: defaults, what is stored, what was given.
        stored: the row as it stands in the register, None for a new one.
        number: row of the file, 0 for typed values.
        findings: what is wrong with it.
        notes: what the officer should know of it, though nothing is wrong.
    """

    given: Values
    ids: dict[str, int | list[int] | None] = field(default_factory=dict)
    details: dict[str, dict[int, str | None]] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    stored: listing.Listed | None = None
    number: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    @property
    def changes(self) -> list[str]:
        """The keys whose value differs from what is stored; all of them for a new row."""
        if self.stored is None:
            return list(self.values)
        before = self.stored.values
        return [key for key, value in self.values.items() if before.get(key) != value]
