"""Classes that only hold values: what `kernel.frozen` makes of them, beside what a dataclass is."""

from __future__ import annotations

import dataclasses

import pytest

from emulation_cli.kernel.frozen import as_dict, frozen, replaced


def made_by(decorator):
    """The same two classes, one above the other, as `decorator` makes them."""

    @decorator
    class Place:
        """Where it is."""

        number_format = "@"

        row: int
        column: str = "A"

        def text(self):
            return f"{self.column}{self.row}"

    @decorator
    class Span(Place):
        """Where it is, and how far it goes."""

        column: str = "B"
        rows: int = 1

        def text(self):
            return f"{Place.text(self)}+{self.rows}"

    return Place, Span


PLACE, SPAN = made_by(frozen)
THEIR_PLACE, THEIR_SPAN = made_by(dataclasses.dataclass(frozen=True, slots=True))
ARGUMENTS = [
    ((1,), {}),
    ((1, "C"), {}),
    ((), {"row": 2}),
    ((1,), {"rows": 3}),
    ((1, "C", 4), {}),
    ((7,), {"column": "Đ"}),
]
WRONG = [((), {}), ((1, "A", 1, 1), {}), ((1,), {"row": 1}), ((1,), {"height": 1}), ((), {"column": "A"})]


@pytest.mark.parametrize(("given", "named"), ARGUMENTS)
def test_it_is_made_shown_compared_and_counted_as_a_dataclass(given, named):
    ours, theirs = SPAN(*given, **named), THEIR_SPAN(*given, **named)
    assert as_dict(ours) == dataclasses.asdict(theirs)
    assert (repr(ours), ours.text(), ours.number_format) == (repr(theirs), theirs.text(), theirs.number_format)
    assert (ours.__doc__, SPAN.__match_args__) == (theirs.__doc__, THEIR_SPAN.__match_args__)
    assert hash(ours) == hash(theirs)
    assert ours == SPAN(*given, **named)
    assert ours != SPAN(99)
    assert len({ours, SPAN(*given, **named), SPAN(99)}) == 2
    assert as_dict(replaced(ours, rows=9)) == dataclasses.asdict(dataclasses.replace(theirs, rows=9))


@pytest.mark.parametrize(("given", "named"), WRONG)
def test_wrong_arguments_are_refused_as_by_a_dataclass(given, named):
    for kind in (SPAN, THEIR_SPAN):
        with pytest.raises(TypeError):
            kind(*given, **named)


@pytest.mark.parametrize("kind", [SPAN, THEIR_SPAN])
def test_nothing_of_it_can_be_changed_or_put_to_it(kind):
    one = kind(1)
    for name in ("row", "rows", "height"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(one, name, 2)
    with pytest.raises(AttributeError):
        del one.row
    assert (one.row, one.rows) == (1, 1)
    assert not hasattr(one, "__dict__")


def test_what_is_above_or_beside_is_another_thing():
    assert PLACE(1) != SPAN(1)
    assert PLACE(1) != THEIR_PLACE(1)
    assert PLACE(1) != (1, "A")
