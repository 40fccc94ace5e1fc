"""Named reads over quotas: how many the law and the block allow, how many are proposed or hold the award."""

from __future__ import annotations

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.language import _
from emulation_cli.nominations import eligibility
from emulation_cli.nominations.candidate_queries import Aim, Asked, holders, proposed, recipient_of
from emulation_cli.nominations.eligibility import MET, NOT_MET, UNKNOWN, Check
from emulation_cli.nominations.rules import LIVE, TAKEN


def quotas(asked: Asked, aim: Aim) -> list[tuple[int, Check]]:
    """Every quota in force for an aim, by its id: the law's shares, the block's own numbers."""
    return [
        (one.id, quota_check(asked, aim, one.values))
        for one in asked.quotas(asked.catalogue[aim.award_id])
        if one.values["block"] in (None, asked.block["code"]) and one.values["year"] in (None, asked.year.year)
    ]


def quota_check(asked: Asked, aim: Aim, quota: Values) -> Check:
    """One quota over one aim: what is proposed and held of the award against what it allows."""
    verdict, said = _reckoned(asked, aim, quota)
    what = _("at most {number}").format(number=quota["number"])
    if quota["number"] is None:
        what = _("at most {share} of those with {award}").format(share=quota["share"], award=quota["of"])
    clause = str(quota["clause"] or quota["basis"])
    return Check(str(quota["code"]), "quota", what, clause, str(quota["certainty"]), verdict, said)


def _reckoned(asked: Asked, aim: Aim, quota: Values) -> tuple[str, str]:
    if quota["per"] == "authority":
        return UNKNOWN, _("reckoned over all under the authority, of which the register knows only its blocks")
    there = _over(asked, aim, quota)
    if there is None:
        return UNKNOWN, _("the register does not know in which unit")
    award = str(quota["award"])
    taken = proposed(asked, award, TAKEN) | holders(asked, award, there) | {aim.recipient_id}
    count = len(taken & there)
    if quota["number"] is not None:
        said = _("{proposed} proposed, at most {most}").format(proposed=count, most=quota["number"])
        return (MET if count <= int(str(quota["number"])) else NOT_MET), said
    held = holders(asked, str(quota["of"]), there)
    hoped = held | (proposed(asked, str(quota["of"]), LIVE) & there)
    least = None if quota["least"] is None else int(str(quota["least"]))
    firm, open_ = (eligibility.most(str(quota["share"]), least, len(who)) for who in (held, hoped))
    said = _("{proposed} proposed, at most {most} of {holders} with {award}")
    words = said.format(proposed=count, most=firm, holders=len(held), award=quota["of"])
    if count <= firm:
        return MET, words
    if count <= open_:
        return UNKNOWN, words + _(" ({count} more are proposed)").format(count=len(hoped - held))
    return NOT_MET, words


def _over(asked: Asked, aim: Aim, quota: Values) -> set[int] | None:
    """The ids, people's negative, that a quota is reckoned over: the block's members and people, or one unit's."""
    if quota["per"] == "unit":
        home = aim.unit_id if aim.person_id is None else asked.unit_of(aim.person_id)
        return None if home is None else {home, *(-one for one in asked.people(home))}
    there = {member.unit_id for member in blocks.ever_members(asked.connection, asked.year)}
    everyone = {recipient_of(row) for row in asked.rows}
    people = {-one for unit in there for one in asked.people(unit)}
    return there | people | everyone | {aim.recipient_id}
