"""Letters about the answer that was promised: a fortnight and three days before, and when the day has passed."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.processes.checks import day_of
from kortet.processes.models import Process

FORTNIGHT, THREE, PASSED = 14, 3, -1  # days that are left when a letter is due


def remind(today: date) -> int:
    """Writes what is due; returns how many letters were new. May run twice at once, and on days after days without."""
    due = list(Process.objects.owing(today, FORTNIGHT).order_by("pk").values_list("pk", flat=True))
    return sum(remind_of(pk, today) for pk in due)


@transaction.atomic
def remind_of(pk: int, today: date) -> int:
    """That a letter was written is kept in its transaction; the row is held, and whoever comes second finds it done."""
    process = Process.objects.owing(today, FORTNIGHT).take(pk)
    if process is None or process.answer_on is None:
        return 0
    mark = f"{process.answer_on} {step_of((process.answer_on - today).days)}"
    if mark in process.reminded:
        return 0
    process.reminded = [*process.reminded, mark]
    process.save(update_fields=["reminded"])
    with translation.override("da"):
        paper = paper_of(process, today)
        key = f"promise-{pk}-{mark.replace(' ', '-')}"
        return sum(Letter.objects.post(paper, to=to, key=f"{key}-{n}") for n, to in enumerate(told(process)))


def step_of(left: int) -> int:
    """Which of the three letters is due when so many days are left; a later one stands for those that were missed."""
    if left < 0:
        return PASSED
    return THREE if left <= THREE else FORTNIGHT


def told(process: Process) -> list[str]:
    """Who promised: the contact and whoever owns the process, each address once."""
    owner = process.owner.letter_address if process.owner and process.owner.is_active else ""
    return list(dict.fromkeys(filter(None, (process.contact_email, owner))))


def paper_of(process: Process, today: date) -> Paper:
    assert process.answer_on is not None
    words = {"title": process.title, "day": day_of(process.answer_on)}
    if process.answer_on < today:
        subject, line = _("Svaret er for sent: %(title)s"), _("I lovede et svar til %(day)s. Det er ikke givet endnu.")
    else:
        subject, line = _("Husk svaret: %(title)s"), _("I har lovet et svar til %(day)s. Det er ikke givet endnu.")
    more = _("Kan I ikke nå det, så sæt en ny dag. Alle kan se, at den er ændret.")
    address = process.municipality.address(reverse("answer_process", args=[process.slug]))
    why = _("Du får brevet, fordi du er kontakt for forløbet eller har lavet det.")
    button = (_("Giv svaret"), address)
    return Paper(subject % words, [line % words, more], why, process.municipality, button=button)
