"""A hearing after the planning act (planloven, § 24): eight weeks unless the form's other rules allow less."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

HEARING = Blueprint(
    word="hoering",
    form="hearing",
    fits=_("Når planloven siger, at et forslag skal i høring."),
    relevance=_("Byrådet har vedtaget et forslag til en plan. Alle har ret til at sige deres mening om det."),
    open_questions=_("Det, der står i forslaget: bebyggelse, veje, grønne områder og anvendelse."),
    settled=_("Det, som love og andre vedtagne planer bestemmer."),
    purpose=_("At alle kan komme med bemærkninger, før planen bliver endeligt vedtaget."),
    aims=("decisions",),
    influence="consult",
    use_of_result=_(
        "Alle bemærkninger bliver samlet og besvaret i et høringsnotat, som byrådet får, før det beslutter."
    ),
    timing=_("Forslaget er vedtaget, og planloven siger, hvor længe det mindst skal være i høring."),
    decided_by=_("Byrådet"),
    decision_day=105,
    groups=(
        Group(_("Ejere og lejere i området og naboer"), _("Digital post med planen og fristen"), 50),
        Group(_("Andre myndigheder og forsyninger"), _("Den sædvanlige høringsliste"), 10),
        Group(_("Foreninger i området"), _("E-mail til formanden"), 10),
    ),
    stages=(
        Stage("collect", _("Høring"), _("Sæt en nål, der hvor din bemærkning gælder, og skriv, hvad du mener."), 0, 56),
        Stage("decide", _("Politisk behandling"), _("Bemærkningerne bliver besvaret og forelagt for byrådet."), 77, 28),
        Stage("follow_up", _("Planen er vedtaget"), _("Her ligger den endelige plan og høringsnotatet."), 105, 60),
    ),
    answer_day=119,
    hearing="plan",
)
