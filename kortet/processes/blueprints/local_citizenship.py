"""Citizens and associations take something on themselves; the municipality helps."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

LOCAL_CITIZENSHIP = Blueprint(
    word="medborgerskab",
    form="local_citizenship",
    fits=_("Når folk selv skal gøre noget sammen, og kommunen hjælper."),
    relevance=_("Mange vil gerne gøre noget for deres område, men ved ikke, hvem de kan gøre det med."),
    open_questions=_("Hvad I vil gøre, hvor det skal være, og hvem der gør hvad."),
    settled=_("Hvad kommunen kan give: materialer, tilladelser og en fast kontaktperson."),
    purpose=_("At finde sammen om noget, som bliver ved med at leve, når forløbet er slut."),
    aims=("ideas", "support"),
    influence="collaborate",
    use_of_result=_("Det, der bliver aftalt, bliver lavet af dem, der melder sig, med hjælp fra kommunen."),
    timing=_("Det er lettest at komme i gang, før sæsonen begynder."),
    decided_by=_("Dem, der melder sig, sammen med kommunens kontaktperson"),
    decision_day=63,
    groups=(
        Group(_("Foreninger"), _("Møde i foreningsrådet"), 12),
        Group(_("Folk, der ikke er med i en forening"), _("Boder ved indkøb og på biblioteket"), 30),
        Group(_("Nye naboer"), _("Velkomstbrevet til tilflyttere"), 15),
    ),
    stages=(
        Stage(
            "collect", _("Hvad vil vi?"), _("Sæt en nål, der hvor du vil gøre noget, eller hvor noget mangler."), 0, 28
        ),
        Stage("discuss", _("Hvem vil være med?"), _("Skriv, hvad du kan hjælpe med, og mød de andre."), 21, 21),
        Stage("develop", _("Læg en plan"), _("De, der melder sig, skriver planen færdig."), 42, 21),
        Stage("follow_up", _("Gør det"), _("Fortæl her, hvordan det går."), 63, 180),
    ),
    answer_day=70,
)
