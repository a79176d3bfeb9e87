"""Citizens share out a sum that the council has set aside: what they decide is done."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

PARTICIPATORY_BUDGET = Blueprint(
    word="borgerbudget",
    form="participatory_budget",
    fits=_("Når borgerne selv skal fordele et beløb."),
    relevance=_("Der er afsat et beløb til området, og de, der bor her, ved bedst, hvad det skal bruges til."),
    open_questions=_("Alt, hvad beløbet kan bruges til i området."),
    settled=_("Beløbets størrelse, og at kommunen skal kunne drive det, der bliver lavet."),
    purpose=_("At pengene bliver brugt på det, flest vil have, og at alle kan se, hvordan det blev bestemt."),
    aims=("ideas", "decisions", "support"),
    influence="empower",
    use_of_result=_("De forslag, der får flest stemmer, bliver til noget, så langt pengene rækker."),
    timing=_("Pengene er på budgettet i år."),
    decided_by=_("Borgerne ved afstemning"),
    decision_day=98,
    is_binding=True,
    groups=(
        Group(_("De, der bor i området"), _("Brev med en stemmekode til hver husstand"), 400),
        Group(_("Unge fra 13 år"), _("Afstemning på skolerne"), 80),
        Group(_("Ældre uden computer"), _("Stemmesedler på biblioteket og plejecentret"), 60),
    ),
    stages=(
        Stage(
            "collect", _("Stil forslag"), _("Sæt en nål med dit forslag, og skriv, hvad det skal gøre godt for."), 0, 28
        ),
        Stage(
            "develop", _("Regn dem igennem"), _("Forslagene bliver skrevet færdige, og prisen bliver skønnet."), 28, 35
        ),
        Stage("prioritise", _("Stem"), _("Fordel pengene på de forslag, du helst vil have."), 77, 21),
        Stage("follow_up", _("Det bliver bygget"), _("Følg de forslag, der vandt, til de er færdige."), 98, 365),
    ),
    answer_day=105,
)
