"""How a process begins: from a blueprint, or as a copy of an earlier one whose days are moved."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User
from kortet.places.models import Area
from kortet.processes.blueprints import Blueprint
from kortet.processes.models import Document, InvitedPartner, Phase, Process, TargetGroup

COPIED = (
    *("form", "hearing", "summary", "summary_en", "relevance", "open_questions", "settled", "settled_on", "purpose"),
    *("aims", "influence", "use_of_result", "decided_by", "is_binding", "timing", "languages", "area", "limits"),
    *("contact_name", "contact_email", "contact_phone"),
)


def midnight(day: date) -> datetime:
    """The moment at which a day begins in the town."""
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def begin(blueprint: Blueprint, *, town: Municipality, title: str, day: date, owner: User) -> Process:
    """A draft that is filled in as the blueprint's example; its first phase begins on `day`."""
    process = Process(municipality=town, title=title, blueprint=blueprint.word, form=blueprint.form, owner=owner)
    with translation.override("da"):
        for name, text in blueprint.texts.items():
            setattr(process, name, str(text))
    process.aims, process.influence = list(blueprint.aims), blueprint.influence
    process.is_binding, process.hearing = blueprint.is_binding, blueprint.hearing
    process.answer_on = day + timedelta(days=blueprint.answer_day)
    if blueprint.decision_day is not None:
        process.decision_on = day + timedelta(days=blueprint.decision_day)
    process.contact_name, process.contact_email = owner.get_full_name()[:80], owner.letter_address
    process.area = own_ground(owner, town)
    put_down(process, owner)
    fill(process, blueprint, day)
    return process


def fill(process: Process, blueprint: Blueprint, day: date) -> None:
    """The blueprint's target groups and phases."""
    for stage in blueprint.stages:
        first = day + timedelta(days=stage.begins)
        phase = Phase(process=process, kind=stage.kind, begins=midnight(first))
        phase.ends = midnight(first + timedelta(days=stage.days))
        phase.title, phase.text = said_in("da", stage.title), said_in("da", stage.text)
        phase.title_en, phase.text_en = said_in("en", stage.title), said_in("en", stage.text)
        phase.save()
    for group in blueprint.groups:
        facts = {"name": said_in("da", group.name), "channel": said_in("da", group.channel)}
        TargetGroup.objects.create(process=process, hoped_for=group.hoped_for, **facts)


def said_in(language: str, text: object) -> str:
    with translation.override(language):
        return str(text)


@transaction.atomic
def copy(earlier: Process, *, title: str, day: date, owner: User) -> Process:
    """A draft with all that an earlier process had but its days, which are moved so that it begins on `day`."""
    process = Process(municipality=earlier.municipality, title=title, blueprint=earlier.blueprint, owner=owner)
    for name in COPIED:
        setattr(process, name, getattr(earlier, name))
    phases = list(earlier.phases.all())
    shift = day - (phases[0].first_day if phases else timezone.localdate(earlier.created))
    process.answer_on = earlier.answer_on and earlier.answer_on + shift
    process.decision_on = earlier.decision_on and earlier.decision_on + shift
    put_down(process, owner)
    for phase in phases:
        moved = {"begins": midnight(phase.first_day + shift), "ends": midnight(phase.last_day + shift + DAY)}
        again(phase, process, **moved)
    rows: list[TargetGroup | InvitedPartner] = [*earlier.target_groups.all(), *earlier.invited.all()]
    for row in rows:
        again(row, process)
    for paper in earlier.documents.all():
        copy_paper(paper, process)
    return process


DAY = timedelta(days=1)


def again(row: Phase | TargetGroup | InvitedPartner, process: Process, **changed: Any) -> None:
    """The same row, of another process."""
    row.pk, row.process = None, process
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def copy_paper(paper: Document, process: Process) -> None:
    """One whose file is gone is left out."""
    if default_storage.exists(paper.file_name):
        with default_storage.open(paper.file_name) as file:
            Document(process=process, title=paper.title, kind=paper.kind, size=paper.size).keep(file.read())


def put_down(process: Process, owner: User) -> None:
    process.slug = Process.objects.free_slug(process.municipality, process.title)
    process.save()
    Entry.objects.record("begun", process, actor=owner)


def own_ground(owner: User, town: Municipality) -> MultiPolygon | None:
    """What an owner for some areas is for: their first draft has to be about it, or it would not be theirs."""
    areas = areas_of(owner, town)
    return as_multi(Area.objects.filter(pk__in=areas).whole()) if areas else None


def areas_of(owner: User, town: Municipality) -> list[int]:
    """Which areas' processes are somebody's (row numbers); none where all are: themes and partners limit nothing."""
    limits = owner.limits_in(town, Role.Kind.PROCESS_OWNER)
    return [pk for limit in limits for pk in limit.areas] if all(limit.areas for limit in limits) else []


def as_multi(ground: GEOSGeometry | None) -> MultiPolygon | None:
    """What a union of areas gave, as it is stored."""
    return MultiPolygon(ground, srid=ground.srid) if isinstance(ground, Polygon) else ground  # type: ignore[return-value]  # the union of areas
