"""The kinds of value a field can hold: how each is read, kept, and shown.

A value is read from text, JSON or a workbook cell (`read`, ValueError with the reason), kept in its canonical form
(str, int or None: dates ISO, points whole hundredths), and shown as JSON, as text, or as a workbook cell.
"""

from __future__ import annotations

from datetime import date, datetime

from emulation_cli.kernel import dates, names, numbers
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import N_, _

_NAMED = {"U+0009": N_("a tab"), "U+000A": N_("a line break"), "U+000D": N_("a line break")}
"""Forbidden characters that are met where text is pasted from a table or a letter."""

Stored = str | int | None
Shown = str | int | float | bool | None
Cell = str | int | float | date | None


@frozen
class Text:
    """Words as typed. `lines` allows line ends; `limit` is in letters; `offers` is what Tab offers."""

    limit: int = names.NAME_LIMIT
    lines: bool = False
    offers: tuple[str, ...] = ()

    number_format = "@"

    def read(self, raw: object) -> Stored:
        """The text in NFC, or None where nothing is left."""
        if isinstance(raw, bool):
            raise ValueError(_("is a yes or no (TRUE, FALSE), no text or number"))
        text = names.clean(plain_text(raw))
        if bad := names.forbidden(text, lines=self.lines):
            named = f"{bad} ({_(_NAMED[bad])})" if bad in _NAMED else bad
            raise ValueError(_("holds the forbidden character {char}").format(char=named))
        if text and not names.fold(text):
            raise ValueError(_("holds nothing that can be seen"))
        if len(text) > self.limit:
            raise ValueError(
                _("has {count} letters; at most {limit} are kept").format(count=len(text), limit=self.limit)
            )
        return text or None

    def key(self, stored: str) -> str:
        """What two texts are compared by."""
        return names.fold(stored)

    def json(self, stored: Stored) -> Shown:
        """The value in JSON."""
        return stored

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The value on screen; of a word that is offered, and may have a code behind a colon, the field's own."""
        said = "" if stored is None else str(stored)
        if not (vietnamese and self.offers):  # nearly every cell of nearly every table
            return said
        word, colon, code = said.partition(":")
        return f"{_own_word(word)}{colon}{code}" if word in self.offers else said

    def cell(self, stored: Stored) -> Cell:
        """The value in a workbook."""
        return stored


@frozen
class Code(Text):
    """A code: letters, digits, `.` `_` `-`; compared without case."""

    def read(self, raw: object) -> Stored:
        """The code as typed."""
        text = Text.read(self, raw)
        if text is not None and not names.is_code(str(text)):
            raise ValueError(
                _("{text} is not a code: letters, digits, . _ - without blanks, not beginning with -").format(text=text)
            )
        return text

    def key(self, stored: str) -> str:
        """What two codes are compared by."""
        return names.code_key(stored)


@frozen
class Choice(Text):
    """One of a few words; the first is the default unless the field says otherwise.

    `words` is the group in which `kernel.terms` has what the options mean.
    """

    options: tuple[str, ...] = ()
    words: str = ""

    def read(self, raw: object) -> Stored:
        """The option meant, whatever its case, by its code or by the field's own word for it in either language."""
        text = Text.read(self, raw)
        if text is None:
            return None
        for option in self.options:
            if names.fold(str(text)) in {names.fold(word) for word in (option, *self._words(option))}:
                return option
        raise UnknownChoice(_("{text} is none of {options}").format(text=text, options=", ".join(self._spoken())))

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The field's own word in Vietnamese; in English the option as it is typed."""
        words = self._words(str(stored)) if vietnamese and stored is not None else ()
        return words[0] if words and words[0] else Text.text(self, stored, vietnamese=vietnamese)

    def _spoken(self) -> list[str]:
        """The options, each with the field's own word for it, which is taken as well."""
        from emulation_cli.kernel import terms

        return [terms.beside(option, self.words) for option in self.options]

    def _words(self, option: str) -> tuple[str, ...]:
        """The field's own words for an option, in Vietnamese and in English."""
        from emulation_cli.kernel import terms

        return terms.words(option, self.words)


class UnknownChoice(ValueError):
    """A word that is none of the options: a usage error when typed, a refused row in a file."""


@frozen
class Day(Text):
    """A date."""

    number_format = "dd/mm/yyyy"

    def read(self, raw: object) -> Stored:
        """The day as ISO text."""
        text = Text.read(self, raw)
        return None if text is None else dates.parse_date(str(text)).isoformat()

    def text(self, stored: Stored, *, vietnamese: bool) -> str:  # noqa: ARG002
        """The day as dd/mm/yyyy."""
        return "" if stored is None else dates.show_date(str(stored))

    def cell(self, stored: Stored) -> Cell:
        """A real date."""
        return None if stored is None else date.fromisoformat(str(stored))


@frozen
class YearDay(Text):
    """A day of every year, "07-15"; of the year after, "+01-15", where `later` allows it."""

    later: bool = True

    def read(self, raw: object) -> Stored:
        """The day as month and day."""
        text = Text.read(self, raw)
        if text is None:
            return None
        stored = dates.parse_yearly(str(text))
        if stored.startswith("+") and not self.later:
            raise ValueError(_("{text} is a day of the next year; write dd/mm").format(text=text))
        return stored

    def json(self, stored: Stored) -> Shown:
        """The day as it is typed."""
        return None if stored is None else dates.show_yearly(str(stored))

    def text(self, stored: Stored, *, vietnamese: bool) -> str:  # noqa: ARG002
        """The day as it is typed."""
        return "" if stored is None else dates.show_yearly(str(stored))

    def cell(self, stored: Stored) -> Cell:
        """The day as it is typed."""
        return None if stored is None else dates.show_yearly(str(stored))


@frozen
class Count(Text):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = numbers.LARGEST

    number_format = "0"

    def read(self, raw: object) -> Stored:
        """The number."""
        text = Text.read(self, raw)
        if text is None:
            return None
        number = numbers.parse_count(str(text))
        if not self.least <= number <= self.most:
            raise ValueError(
                _("{number} does not lie between {least} and {most}").format(
                    number=number, least=self.least, most=self.most
                )
            )
        return number


@frozen
class Points(Text):
    """A number with at most two decimals, kept in whole hundredths."""

    number_format = "General"

    def read(self, raw: object) -> Stored:
        """The number in hundredths."""
        text = Text.read(self, raw)
        return None if text is None else numbers.parse_points(str(text))

    def json(self, stored: Stored) -> Shown:
        """The number itself."""
        return None if stored is None else numbers.points_number(int(stored))

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The number with a comma in Vietnamese, a point in English."""
        return "" if stored is None else numbers.points_text(int(stored), comma=vietnamese)

    def cell(self, stored: Stored) -> Cell:
        """The number itself."""
        return None if stored is None else numbers.points_number(int(stored))


@frozen
class Flag(Text):
    """Yes or no, kept as 1 or 0."""

    number_format = "General"

    def read(self, raw: object) -> Stored:
        """1 or 0."""
        text = names.fold(plain_text(raw))
        if text in {"1", "true", "yes", "x", "co"}:
            return 1
        if text in {"0", "false", "no", "khong"}:
            return 0
        if not text:
            return None
        raise ValueError(_("{text} is neither yes nor no").format(text=plain_text(raw)))

    def json(self, stored: Stored) -> Shown:
        """True or false."""
        return None if stored is None else bool(stored)

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The answer as a word."""
        if stored is None:
            return ""
        return ("có" if stored else "không") if vietnamese else ("yes" if stored else "no")

    def cell(self, stored: Stored) -> Cell:
        """The Vietnamese word."""
        return self.text(stored, vietnamese=True) or None


@frozen
class Unreadable:
    """A cell that holds no value, such as a formula's error: the reason, and what the cell shows instead."""

    reason: str
    shows: str = ""

    def at(self, cell: str) -> Unreadable:
        """The same, saying which cell it is."""
        return Unreadable(_("cell {cell} {reason}").format(cell=cell, reason=self.reason), self.shows)

    def __str__(self) -> str:
        """What the cell shows."""
        return self.shows


def _own_word(code: str) -> str:
    from emulation_cli.kernel import terms

    return next(iter(terms.words(code)), code)


def plain_text(raw: object) -> str:
    """What a text, JSON or workbook value reads as; whole numbers without a decimal part."""
    if raw is None:
        return ""
    if isinstance(raw, Unreadable):
        raise ValueError(raw.reason)
    if isinstance(raw, dict | list):
        raise ValueError(_("holds several values; one belongs here"))
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 2**53 else repr(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return str(raw)
