"""The letter with the report, to those who signed up."""

from django.utils import translation
from django.utils.translation import gettext as _

from kortet.events.models import SignUp
from kortet.events.notices import facts_of
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row
from kortet.meetings.models import Meeting


def tell_report(entry: Entry) -> int:
    """To everybody who had a seat, once, however often it is sent; returns how many letters were new."""
    meeting = Meeting.objects.with_all().filter(pk=entry.subject_id, state="closed").first()
    if meeting is None:
        return 0
    came = SignUp.objects.filter(occurrence__event=meeting.event, state=SignUp.State.COMING).order_by("pk")
    return sum(post(meeting, one) for one in came)


def post(meeting: Meeting, guest: SignUp) -> bool:
    with translation.override(guest.language):
        return Letter.objects.post(paper_of(meeting, guest), to=guest.email, key=f"report-{meeting.pk}-{guest.pk}")


def paper_of(meeting: Meeting, guest: SignUp) -> Paper:
    town = meeting.municipality
    return Paper(
        subject=_("Referat: %(title)s") % {"title": meeting.event.title},
        lines=[_("Tak, fordi du var med. Her kan du læse, hvad der blev sagt, spurgt om og stemt om.")],
        why=_("Du får dette brev, fordi du var tilmeldt mødet. Der kommer ikke flere om det."),
        town=town,
        language=guest.language,
        rows=[
            Row(meeting.event.title, facts_of(meeting.event, meeting.date), town.address(meeting.get_absolute_url()))
        ],
        button=(_("Læs referatet"), town.address(meeting.report_address)),
    )
