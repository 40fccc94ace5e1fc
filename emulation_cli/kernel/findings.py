"""Bad data is a value with a place, collected, not raised."""

from __future__ import annotations

from collections.abc import Sequence

from emulation_cli.kernel import labels
from emulation_cli.kernel.errors import EmulationError, NotFound, Refused, UsageError
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.language import _

REFERENCE, CHOICE = "reference", "choice"
"""The two rules that, for a typed value, mean not found (4) and usage (2) instead of refused (3)."""


@frozen
class Finding:
    """One thing wrong with the data.

    Attributes:
        rule: the rule's name, such as "required", "reference", "duplicate".
        message: what is wrong, in words; without the place.
        column: the heading of the value, or "" where the whole row is meant.
        row: the row as the file shows it, 0 where there is no file.
        value: the value as it was given.
        hint: what to do next.
    """

    rule: str
    message: str
    column: str = ""
    row: int = 0
    value: str = ""
    hint: str = ""

    def at(self, row: int) -> Finding:
        """The same finding in a row of a file."""
        return replaced(self, row=row)

    def sentence(self) -> str:
        """Place and message in one line."""
        place = []
        if self.row:
            place.append(_("row {row}").format(row=self.row))
        if self.column:
            place.append(labels.of_key(self.column))
        return f"{', '.join(place)}: {self.message}" if place else self.message


def raise_for(findings: Sequence[Finding]) -> None:
    """Turn the findings on typed values into the one error that the command ends with."""
    if not findings:
        return
    kinds: dict[str, type[EmulationError]] = {REFERENCE: NotFound, CHOICE: UsageError}
    first = min(findings, key=lambda finding: finding.rule in kinds)
    raise kinds.get(first.rule, Refused)(
        "\n".join(finding.sentence() for finding in findings),
        next((finding.hint for finding in findings if finding.hint), ""),
    )
