"""`emulation provision`, `condition`, `quota`, `dossier` and `salary …`: what the law says of awards, as data."""

from __future__ import annotations

from emulation_cli.awards.fields import CONDITIONS, DOSSIER, PROVISIONS, QUOTAS, SALARIES
from emulation_cli.kernel import verbs
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun


def _everyday(kind: Kind, recorder: str, help_text: str) -> Noun:
    """A noun with the everyday verbs alone."""
    app, address = Noun(help_text), f"emulation_cli.awards.records:{recorder}"
    verbs.add(app, kind, address, then=f"emulation {kind.noun} list")
    verbs.show_list(app, kind)
    verbs.show(app, kind)
    verbs.edit(app, kind, address)
    verbs.remove(app, kind, address)
    return app


provisions = _everyday(
    PROVISIONS, "PROVISIONS", _("What the law says of an award: that it is one, who decides, what money goes with it.")
)
conditions = _everyday(CONDITIONS, "CONDITIONS", _("What must hold of who is proposed for an award, with its clause."))
quotas = _everyday(QUOTAS, "QUOTAS", _("How many may be proposed: by law, or by the block's own document."))
dossier = _everyday(DOSSIER, "DOSSIER", _("Which papers the dossier for an award consists of."))
salaries = _everyday(
    SALARIES, "SALARIES", _("The base salary (mức lương cơ sở), from one day to the next; yours to fill.")
)
