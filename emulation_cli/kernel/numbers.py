"""Numbers: counts are whole, points are whole hundredths, pass lines are fractions of whole numbers."""

from __future__ import annotations

import math

from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled

LARGEST = 999_999_999
_WHOLE = r"-?[0-9]+"
_COUNT = r"[0-9]{1,9}"
_POINTS = r"(-?)([0-9]{1,9})(?:[.,]([0-9]{1,2}))?"
_PERCENT = r"([0-9]{1,3})\s*%"
_FRACTION = r"([0-9]{1,6})\s*/\s*([0-9]{1,6})"


def parse_count(text: str) -> int:
    """A whole number of at most nine digits. Raises ValueError with the reason."""
    if compiled(_WHOLE).fullmatch(text.strip()) and not compiled(_COUNT).fullmatch(text.strip()):
        message = _("{number} does not lie between {least} and {most}")
        raise ValueError(message.format(number=text, least=0, most=LARGEST))
    if not compiled(_COUNT).fullmatch(text.strip()):
        raise ValueError(_("{text} is not a whole number").format(text=text))
    return int(text)


def parse_points(text: str) -> int:
    """A number with at most two decimals, as whole hundredths: "90,5" and "90.5" are 9050.

    Raises ValueError with the reason; "1.000" and "1,000" are refused, for they may mean one or a thousand.
    """
    found = compiled(_POINTS).fullmatch(text.strip())
    if not found:
        raise ValueError(_("{text} is not a number with at most two decimals, written 90,5 or 90.5").format(text=text))
    sign, whole, decimals = found.groups()
    hundredths = int(whole) * 100 + int((decimals or "").ljust(2, "0"))
    return -hundredths if sign else hundredths


def points_number(hundredths: int) -> int | float:
    """Whole hundredths as the number they are: 9050 is 90.5."""
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def points_text(hundredths: int, *, comma: bool) -> str:
    """Whole hundredths as written: "90,5" with a decimal comma, else "90.5"."""
    whole, rest = divmod(abs(hundredths), 100)
    shown = f"{'-' if hundredths < 0 else ''}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
    return shown.replace(".", ",") if comma else shown


def points_as_typed(hundredths: object) -> str:
    """Stored points as they are typed: "90.5"; "" where there are none."""
    return "" if hundredths is None else points_text(int(str(hundredths)), comma=False)


def fraction_of(stored: str) -> tuple[int, int]:
    """A stored fraction "4/5" in its two numbers."""
    numerator, denominator = stored.split("/")
    return int(numerator), int(denominator)


def parse_fraction(text: str) -> tuple[int, int]:
    """A pass line or quorum as a reduced fraction: "80%" and "4/5" are (4, 5).

    Raises ValueError with the reason; it lies above 0 and at most at 1.
    """
    if found := compiled(_PERCENT).fullmatch(text.strip()):
        numerator, denominator = int(found[1]), 100
    elif found := compiled(_FRACTION).fullmatch(text.strip()):
        numerator, denominator = int(found[1]), int(found[2])
    else:
        raise ValueError(_("{text} is not a fraction; write 80% or 4/5").format(text=text))
    if not 0 < numerator <= denominator:
        raise ValueError(_("{text} is out of range: more than 0%, at most 100%").format(text=text))
    shared = math.gcd(numerator, denominator)
    return numerator // shared, denominator // shared
