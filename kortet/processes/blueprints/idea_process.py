"""Ideas are collected, put together, developed and prioritised, and what was decided is followed until it is built."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

IDEA_PROCESS = Blueprint(
    word="ideer",
    form="idea_process",
    fits=_("Når løsningen ikke er fundet endnu, og I vil finde den sammen med dem, der skal bruge den."),
    relevance=_("Stedet skal laves om, og der er flere gode måder at gøre det på."),
    open_questions=_("Hvad stedet skal kunne, hvordan det skal se ud, og hvad der skal laves først."),
    settled=_("Hvor området ligger, og hvor mange penge der er."),
    purpose=_("At finde de idéer, som flest vil bruge, og gøre dem færdige sammen med dem, der fik dem."),
    aims=("ideas", "decisions", "support"),
    influence="collaborate",
    use_of_result=_("De forslag, der bliver prioriteret højest, bliver regnet igennem og forelagt til beslutning."),
    timing=_("Pengene er afsat, og arbejdet kan begynde, når forslagene er klar."),
    decided_by=_("Teknik- og miljøudvalget"),
    decision_day=105,
    groups=(
        Group(_("De, der bor i området"), _("Brev i digital post og plakater ved indkøb og stoppesteder"), 150),
        Group(_("Børn og unge"), _("En time i skolen, hvor de sætter nåle sammen"), 60),
        Group(_("De, der kommer her, men bor et andet sted"), _("Skilte med QR-kode på stedet"), 40),
    ),
    stages=(
        Stage("collect", _("Saml idéer"), _("Sæt en nål med din idé, og støt andres."), 0, 28),
        Stage("discuss", _("Tal om dem"), _("Læs idéerne, kommentér dem, og mød de andre."), 28, 14),
        Stage(
            "develop", _("Gør dem færdige"), _("Idéer, der ligner hinanden, bliver samlet og skrevet færdige."), 42, 28
        ),
        Stage("prioritise", _("Prioritér"), _("Vælg de forslag, du helst vil have."), 70, 14),
        Stage("decide", _("Beslutning"), _("Udvalget beslutter ud fra jeres prioritering."), 91, 14),
        Stage("follow_up", _("Det bliver til noget"), _("Følg forslagene, til de er bygget."), 105, 365),
    ),
    answer_day=119,
)
