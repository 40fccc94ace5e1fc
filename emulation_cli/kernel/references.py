"""References: from a code to a row, and the nearest codes where there is none.

A view of the schema for each noun, `named_NOUN (id, code, key, name, head)`, says how its rows are named, `alias_NOUN
(id, key, head)` by what other keys they are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from emulation_cli.kernel import likeness, names, terms
from emulation_cli.kernel.dates import parse_date
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled

if TYPE_CHECKING:
    import sqlite3

CALLED = ("unit", "recipient", "block", "movement", "award", "council")
"""Nouns whose rows are also found by their names."""
# fmt: off
NAMED = frozenset({
    "document", "unit", "person", "recipient", "block", "year", "movement", "meeting", "pledge", "target", "period",
    "criterion", "award", "rule", "ballot", "nomination", "duty", "question", "registration", "exemplar", "activity",
    "council", "provision", "condition", "quota", "dossier", "salary", "discipline", "proposal",
})
"""Nouns whose rows have a code: those with a view `named_NOUN`."""
# fmt: on
COMPOSED = frozenset(
    {"year", "pledge", "target", "period", "criterion", "question", "registration", "exemplar", "proposal"}
)
"""Nouns whose codes begin with that of another row."""
_ALIASED = {"unit": "unit", "recipient": "unit", "document": "document"}
"""Nouns that are found by other keys, too → whose: of recipients the units have such keys."""

_LISTINGS = {
    "pledge": "year list",
    "target": "pledge show BLOCK/YEAR",
    "criterion": "score criteria BLOCK/YEAR",
    "recipient": "unit list",
    "registration": "registration list BLOCK/YEAR",
}
"""Where the codes of a noun that has no list of its own are seen."""


_BORN = r"(.+?) *\(([0-9]{4})\)"
"""A person told from namesakes by the year of birth: `Nguyễn Văn A (1975)`."""


class Found(NamedTuple):
    """What a text names: its id, its registered code, and its name where that is what was written."""

    id: int
    code: str
    name: str = ""


def find(connection: sqlite3.Connection, noun: str, text: str) -> Found | None:
    """What `text` names by its code, an alias or its name, or None.

    Raises Refused where it names several (a document number given on two days).
    """
    if text != _without_surrogates(text):
        return None
    return by_key(connection, noun, text) or _called(connection, noun, text) or _born(connection, noun, text)


def _without_surrogates(text: str) -> str:
    """The text without bytes that are no text: SQLite does not take them."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _born(connection: sqlite3.Connection, noun: str, text: str) -> Found | None:
    """The person with this name and year of birth; Refused where two share both."""
    told = compiled(_BORN).fullmatch(text.strip())
    if noun not in ("person", "recipient") or told is None:
        return None
    sql = "SELECT iif(? = 'person', id, -id) AS id, code, name FROM person WHERE name_key = ? AND born = ? ORDER BY key"
    rows = connection.execute(sql, (noun, names.fold(told[1]), int(told[2]))).fetchall()
    found = [row for row in rows if likeness.spelled(row["name"]) == likeness.spelled(told[1])]
    if len(found) > 1:
        raise _several(text, found)
    return Found(found[0]["id"], found[0]["code"]) if found else None


def by_key(connection: sqlite3.Connection, noun: str, text: str) -> Found | None:
    """What `text` names by its code or an alias, or None; Refused as in `find`."""
    for key in dict.fromkeys((names.code_key(text), names.fold(text), _with_day(text))):
        rows = connection.execute(_with_key(noun), (key, *_heads(key)) * (2 if noun in _ALIASED else 1)).fetchall()
        if len(rows) > 1:
            raise _several(text, rows)
        if rows:
            return Found(rows[0]["id"], rows[0]["code"])
    return None


def known(connection: sqlite3.Connection, noun: str, most: int) -> dict[str, Found]:
    """What every code and alias of a noun names, by key, without the keys that name several.

    {} where there are `most` rows or more: they are better looked up one by one.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"SELECT id, code, key FROM named_{noun} LIMIT ?", (most,)).fetchall()
    if len(rows) == most:
        return {}
    codes = {row_id: code for row_id, code, _key in rows}
    pairs = [(key, row_id) for row_id, _code, key in rows]
    if noun in _ALIASED:
        pairs += cursor.execute(f"SELECT key, id FROM alias_{_ALIASED[noun]}")
    found = dict(pairs)
    several = {key for key, row_id in pairs if found[key] != row_id}
    return {key: Found(row_id, codes[row_id]) for key, row_id in found.items() if key not in several}


@cache
def _with_key(noun: str) -> str:
    """The SQL for the rows of a noun with a key or an alias; parameters of each of both are the key and its heads."""
    sql = f"SELECT id, code FROM named_{noun} WHERE key = ? AND head IN (?, ?, ?, ?)"
    if noun in _ALIASED:
        owner = _ALIASED[noun]
        sql += (
            f" UNION SELECT n.id, n.code FROM alias_{owner} a CROSS JOIN named_{owner} n ON n.id = a.id"
            " WHERE a.key = ? AND a.head IN (?, ?, ?, ?)"
        )
    return f"{sql} ORDER BY 2"


def _heads(key: str) -> tuple[str, str, str, str]:
    """What a key may begin with that has an index of its own: all of it, a block (C6/2023), a unit (TH-1), a number."""
    return key, key.partition("/")[0], key.rpartition("-")[0], key.rpartition("@")[0]


def _called(connection: sqlite3.Connection, noun: str, text: str) -> Found | None:
    """The row whose name this is, but for blanks, case, and where in a word its tone stands.

    People are not found so: they have namesakes. Raises Refused where several rows have the name.
    """
    if noun not in CALLED:
        return None
    wanted = likeness.spelled(text)
    sql = f"SELECT id, code, name FROM {_table(noun)} WHERE name_key = ? ORDER BY code"
    rows = connection.execute(sql, (names.fold(text),))
    found = [row for row in rows if likeness.spelled(row["name"]) == wanted]
    if len(found) > 1:
        raise _several(text, found)
    return Found(*found[0]) if found else None


def _table(noun: str) -> str:
    """The table of a noun whose rows have names; of recipients the units'."""
    return "unit" if noun == "recipient" else noun


def _several(text: str, rows: Sequence[sqlite3.Row]) -> Refused:
    codes = ", ".join(row["code"] for row in rows)
    return Refused(
        _("{text} names several: {codes}").format(text=text, codes=codes), _("Write the one you mean as listed.")
    )


def has_names(noun: str) -> bool:
    """Whether the rows of a noun are told apart by names, so that two may be the same."""
    return noun in (*CALLED, "person")


def names_of(connection: sqlite3.Connection, noun: str) -> list[tuple[str, str]]:
    """The rows of a noun that have a name, of recipients the units: (code, name)."""
    sql = f"SELECT code, name FROM named_{_table(noun)} WHERE name IS NOT NULL ORDER BY code"
    return [(row["code"], row["name"]) for row in connection.execute(sql)]


def name_of(connection: sqlite3.Connection, noun: str, code: str) -> str:
    """The name of the row with this registered code."""
    sql = f"SELECT name FROM named_{noun} WHERE key = ?"
    return str(connection.execute(sql, (names.code_key(code),)).fetchone()["name"])


def alike(connection: sqlite3.Connection, noun: str, text: str) -> list[tuple[str, str]]:
    """The rows whose name may mean the same as `text`: (code, name)."""
    sql = f"SELECT code, name FROM {_table(noun)} WHERE alike_key = ? ORDER BY code"
    wanted = likeness.alike(_without_surrogates(text))
    return [(row["code"], row["name"]) for row in connection.execute(sql, (wanted,))]


def may_be_same(noun: str, new: tuple[str, str], other: tuple[str, str]) -> Finding:
    """What is said of a new row whose name looks like one that is there; both as (code, name)."""
    message = _("may be the same as {code} ({name})").format(code=other[0], name=other[1])
    hint = _("If it is: emulation unit remove {new}, then emulation unit alias {code} “{name}”")
    settled = hint.format(new=new[0], code=other[0], name=new[1]) if noun == "unit" else ""
    return Finding("alike", message, "name", value=new[1], hint=settled)


def _with_day(text: str) -> str:
    """`NUMBER@DAY` with the day written in any way that is taken."""
    number, at, day = text.rpartition("@")
    try:
        return f"{names.fold(number)}@{parse_date(day).isoformat()}" if at else names.fold(text)
    except ValueError:
        return names.fold(text)


def get(connection: sqlite3.Connection, noun: str, text: str) -> tuple[int, str]:
    """The id and registered code of what `text` names; NotFound with the nearest codes where there is none."""
    found = find(connection, noun, text)
    if found is None:
        raise NotFound(*missing(connection, noun, text))
    return found.id, found.code


def missing(connection: sqlite3.Connection, noun: str, text: str) -> tuple[str, str]:
    """What is said of a code that is not there, with what it may mean or the nearest ones, and the next step."""
    message = _("there is no {noun} {text}").format(noun=terms.spoken(noun, "noun"), text=text)
    if noun in CALLED and (same := alike(connection, noun, text)):
        code, name = same[0]
        said = _("; it may be {code} ({name})").format(code=code, name=name)
        return message + said, hint(noun) if noun not in ("unit", "recipient") else settle(code, text)
    near = nearest(connection, noun, text)
    return message + (_("; near it: {codes}").format(codes=", ".join(near)) if near else ""), hint(noun)


def settle(code: str, text: str) -> str:
    """How a name that a unit goes by, too, is settled for good."""
    return _('If it is: emulation unit alias {code} "{text}"').format(code=code, text=text)


def hint(noun: str) -> str:
    """The command that lists a noun's codes."""
    listing = _LISTINGS.get(noun, f"{noun} list")
    return _("See what there is with: emulation {command}").format(command=listing)


def nearest(connection: sqlite3.Connection, noun: str, text: str) -> list[str]:
    """The codes of `noun` whose code or name looks most like `text`."""
    codes: dict[str, str] = {}
    for code, name in _comparable(connection, noun, _without_surrogates(text)):
        codes.setdefault(code, code)
        codes.setdefault(name or code, code)
    hits = names.nearest(text, codes)
    return list(dict.fromkeys(codes[hit] for hit in hits))


def _comparable(connection: sqlite3.Connection, noun: str, text: str) -> list[sqlite3.Row]:
    """Code and name of the rows of a noun that `text` is compared with; of very many only those that may be like it."""
    sql = f"SELECT code, name FROM named_{noun}"
    some = connection.execute(f"SELECT 1 FROM named_{noun} LIMIT ?", (names.COMPARED + 1,)).fetchall()
    if len(some) <= names.COMPARED:
        return connection.execute(f"{sql} ORDER BY code").fetchall()
    if noun in COMPOSED:
        within = f"{sql} WHERE head IN (?, ?, ?) ORDER BY code"
        if rows := connection.execute(within, _heads(names.code_key(text))[1:]).fetchall():
            return rows
    return _sharing(connection, noun, names.fold(text))


_SHARING = """
WITH called AS (SELECT code, key AS name FROM named_{noun} UNION ALL {names}),
     padded AS MATERIALIZED (SELECT code, name, ' ' || name || ' ' AS whole FROM called
                              WHERE length(name) BETWEEN :shortest AND :longest),
     scored AS MATERIALIZED (SELECT code, name, length(name) AS letters, {shared} AS shared FROM padded)
SELECT code, name FROM (SELECT code, name FROM scored ORDER BY letters - 2 * shared, code LIMIT :most)
 UNION SELECT code, name FROM (SELECT code, name FROM scored ORDER BY 1.0 * shared / (letters + :letters) DESC, code
                               LIMIT :most)
 ORDER BY code"""
"""SQL: of the codes and names of a noun those that share most pairs of letters with a text, absolutely or in part."""


def _sharing(connection: sqlite3.Connection, noun: str, key: str) -> list[sqlite3.Row]:
    """Code and code or name, as it is matched, of the rows that are most like a folded text: more than are compared."""
    shortest, longest = names.lengths_like(key)
    called = f"SELECT code, fold(name) FROM named_{noun} WHERE name IS NOT NULL"
    if has_names(noun):
        called = f"SELECT code, name_key FROM {_table(noun)}"
    connection.create_function("fold", 1, names.fold, deterministic=True)
    given: dict[str, object] = {"shortest": shortest, "longest": longest, "letters": len(key)}
    given["most"] = 2 * names.COMPARED
    given |= {f"pair{number}": pair for number, pair in enumerate(sorted(names.pairs(key))[: names.COMPARED])}
    shared = " + ".join(f"(instr(whole, :{name}) > 0)" for name in given if name.startswith("pair"))
    return connection.execute(_SHARING.format(noun=noun, names=called, shared=shared), given).fetchall()


def listed_codes(connection: sqlite3.Connection, noun: str, scope: str = "") -> list[tuple[str, str]]:
    """Code and name ("" where it has none) of every row of a noun, by code.

    With a `scope`, such as "C6/2023", only those within it, as they are called there.
    """
    within = f"{scope}:" if scope else ""
    sql = f"SELECT code, name FROM named_{noun}"
    if scope:
        sql += " WHERE head = :block AND substr(code, 1, :letters) = :within"
    block = names.code_key(scope.partition("/")[0])
    rows = connection.execute(sql, {"block": block, "letters": len(within), "within": within})
    found = [(str(row["code"]).removeprefix(within), row["name"] or "") for row in rows]
    return sorted(found, key=lambda pair: names.code_key(pair[0]))


def code_of(connection: sqlite3.Connection, noun: str, row_id: int) -> str:
    """The code of a row, "" where its noun has none."""
    if noun not in NAMED:
        return ""
    found = connection.execute(f"SELECT code FROM named_{noun} WHERE id = ? LIMIT 1", (row_id,)).fetchone()
    return found["code"] if found else ""
