"""What people use, miss and worry about, place by place."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

CITIZEN_SURVEY = Blueprint(
    word="undersoegelse",
    form="citizen_survey",
    fits=_("Når I vil vide, hvordan mange oplever stederne, før I laver en plan."),
    relevance=_("Vi skal i gang med en plan og mangler at vide, hvordan stederne bliver brugt."),
    open_questions=_("Hvilke steder planen skal begynde med, og hvad den skal løse."),
    settled=_("At der skal laves en plan, og hvornår den skal være færdig."),
    purpose=_("At få et kort over, hvad der virker, og hvad der ikke gør, fra mange forskellige mennesker."),
    aims=("understanding", "decisions"),
    influence="consult",
    use_of_result=_("Svarene bliver gjort op for hver bydel og lagt til grund for planen."),
    timing=_("Arbejdet med planen begynder, når svarene er gjort op."),
    decided_by=_("Forvaltningen"),
    groups=(
        Group(_("Alle over 15 år i kommunen"), _("Digital post"), 800),
        Group(_("De, der sjældent svarer"), _("Medarbejdere, der går rundt med en tablet"), 100),
        Group(_("Børn under 15"), _("Skolerne"), 100),
    ),
    stages=(
        Stage(
            "collect", _("Fortæl om stederne"), _("Sæt nåle, der hvor noget er godt, og der hvor noget mangler."), 0, 35
        ),
        Stage(
            "follow_up", _("Det sagde I"), _("Her kan du se, hvad svarene viser, og hvad de bliver brugt til."), 56, 120
        ),
    ),
    answer_day=56,
)
