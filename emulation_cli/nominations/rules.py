"""The path of a proposal: which step may follow which."""

from __future__ import annotations

PROPOSED, SUBMITTED, GRANTED, REFUSED, RETURNED, CANCELLED = (
    "proposed",
    "submitted",
    "granted",
    "refused",
    "returned",
    "cancelled",
)
DECISIONS = (GRANTED, REFUSED, RETURNED)

FROM = {SUBMITTED: (PROPOSED, RETURNED), GRANTED: (SUBMITTED,), REFUSED: (SUBMITTED,), RETURNED: (SUBMITTED,)}
"""Step → the states from which it may be taken."""


def may(step: str, state: str) -> bool:
    """Whether a step may be taken in a state."""
    return state in FROM[step]


def kind_of(kind: str | None, movement_kind: str | None) -> str:
    """The kind of commendation that a granted proposal becomes: its own, else by its movement."""
    if kind is not None:
        return kind
    return "thematic" if movement_kind in {"thematic", "campaign"} else "regular"
