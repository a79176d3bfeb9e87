"""A meeting in the hall, with questions before it and a report after it."""

from django.utils.translation import gettext_lazy as _

from kortet.processes.blueprints.blueprint import Blueprint, Group, Stage

DEBATE_MEETING = Blueprint(
    word="borgermoede",
    form="debate_meeting",
    fits=_("Når I vil mødes og tale om et sted eller en plan på én aften."),
    relevance=_("Der skal ske noget på stedet, og de, der bor og færdes her, ved noget om det, som vi ikke ved."),
    open_questions=_("Hvordan stedet skal bruges, og hvad der er vigtigst at begynde med."),
    settled=_("Hvor mange penge der er, og hvad lovgivningen kræver."),
    purpose=_("At høre, hvad folk mener, svare på deres spørgsmål og få det vigtigste med videre."),
    aims=("understanding", "ideas"),
    influence="consult",
    use_of_result=_("Referatet følger sagen, når den bliver behandlet politisk."),
    timing=_("Sagen skal behandles om nogle måneder, så der er tid til at tage det med, der bliver sagt."),
    decided_by=_("Byrådet"),
    decision_day=70,
    groups=(
        Group(_("De, der bor tættest på"), _("Brev i postkassen og opslag i opgangene"), 60),
        Group(_("Foreninger i området"), _("En opringning til formanden"), 10),
        Group(_("Unge under 25"), _("Skolernes elevråd og klubbens opslag"), 15),
    ),
    stages=(
        Stage(
            "collect", _("Spørgsmål før mødet"), _("Sæt en nål, der hvor det gælder, og skriv dit spørgsmål."), 0, 21
        ),
        Stage("discuss", _("Mødet"), _("Kom og vær med, eller skriv hjemmefra, mens mødet er i gang."), 21, 1),
        Stage("follow_up", _("Efter mødet"), _("Referatet ligger her, og I kan se, hvad der sker med det."), 22, 90),
    ),
    answer_day=84,
)
