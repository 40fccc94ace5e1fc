"""Named reads over what was found of a proposal: conditions that papers prove, conditions and quotas set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any


def findings(connection: sqlite3.Connection, row: Mapping[str, Any] | sqlite3.Row) -> list[sqlite3.Row]:
    """What was found of a proposal, by code: check, verdict, on, document, reason; condition_id or quota_id."""
    return connection.execute(
        'SELECT coalesce(k.code, q.code) AS "check", f.verdict, f."on", f.document, f.reason,'
        " f.condition_id, f.quota_id FROM nomination_finding f"
        " LEFT JOIN condition k ON k.id = f.condition_id LEFT JOIN quota q ON q.id = f.quota_id"
        " WHERE f.nominee_id = ? OR f.nomination_id = ? ORDER BY 1",
        (row["nominee_id"], row["nomination_id"]),
    ).fetchall()


def told(found: sqlite3.Row) -> str:
    """By which document, and why, something was found."""
    return ", ".join(filter(None, (found["document"], found["reason"])))


def overrides(connection: sqlite3.Connection, row: Mapping[str, Any] | sqlite3.Row, day: str = "9999") -> list[str]:
    """What was set aside of a proposal by an ISO day, each with its document and reason, in words."""
    known = findings(connection, row)
    return [f"{one['check']}: {told(one)}" for one in known if one["verdict"] == "overridden" and one["on"] <= day]
