"""`emulation provision`, `condition`, `quota`, `dossier` and `salary …`: what the law says of awards, as data."""

from __future__ import annotations

from emulation_cli.awards.fields import CONDITIONS, DOSSIER, PROVISIONS, QUOTAS, SALARIES
from emulation_cli.kernel import verbs
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun


def _everyday(kind: Kind, recorder: str, help_text: str, *, new: str, known: str, correction: str) -> Noun:
    """A noun with the everyday verbs alone; their examples add `new`, and show, correct or remove what is `known`."""
    app, address, word = Noun(help_text), f"emulation_cli.awards.records:{recorder}", f"emulation {kind.noun}"
    verbs.add(app, kind, address, example=f"{word} add {new}", then=f"{word} list")
    verbs.show_list(app, kind)
    verbs.show(app, kind, example=f"{word} show {known}", then=f"{word} list")
    verbs.edit(app, kind, address, example=f"{word} edit {known} {correction}")
    verbs.remove(app, kind, address, example=f"{word} remove {known}")
    return app


provisions = _everyday(
    PROVISIONS,
    "PROVISIONS",
    _("What the law says of an award: that it is one, who decides, what money goes with it."),
    new='GK.authority --award GK --about authority --authority "Thủ trưởng đơn vị" --clause "Luật TĐKT, Điều 80"',
    known="CTD-CP.authority.2022-01-01",
    correction="--certainty confirmed",
)
conditions = _everyday(
    CONDITIONS,
    "CONDITIONS",
    _("What must hold of who is proposed for an award, with its clause."),
    new='GK.DX --award GK --test judged --text "Lập thành tích đột xuất" --clause "Luật TĐKT, Điều 80"',
    known="LDTT.NGHI",
    correction="--certainty partial",
)
quotas = _everyday(
    QUOTAS,
    "QUOTAS",
    _("How many may be proposed: by law, or by the block's own document."),
    new='C6.CTD --award CTD-KSND --block C6 --number 1 --basis "Quy chế Cụm 6 (số liệu minh họa)"',
    known="CSTD-CS.2017",
    correction="--certainty partial",
)
dossier = _everyday(
    DOSSIER,
    "DOSSIER",
    _("Which papers the dossier for an award consists of."),
    new='GK.BBHOP "Biên bản họp xét" --award GK --clause "Luật TĐKT, Điều 84"',
    known="HT.BCTT",
    correction="--copies 2",
)
salaries = _everyday(
    SALARIES,
    "SALARIES",
    _("The base salary (mức lương cơ sở), from one day to the next; yours to fill."),
    new="01/07/2023 1800000 --document 24/2023/NĐ-CP",
    known="2023-07-01",
    correction="--amount 1810000",
)
