"""Rows of the sheet: target groups, invited partners, phases. Two empty ones stand below; saving gives two more."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import number
from kortet.partners.models import Partner
from kortet.processes.beginning import midnight
from kortet.processes.models import InvitedPartner, Phase, Process, TargetGroup
from kortet.processes.rights import PhaseKind
from kortet.saying.days import DayField
from kortet.saying.said import LineField, SaidField

MOST = 30
Row = Phase | TargetGroup | InvitedPartner


class RowForm(forms.Form):
    """`pk` is the row that it stands for; empty for a new one."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.process = process

    @property
    def is_gone(self) -> bool:
        return bool(self.cleaned_data.get("DELETE"))


class GroupForm(RowForm):
    name = LineField(label=_("Hvem?"), max_length=120)
    channel = LineField(label=_("Hvordan når I dem?"), max_length=200, required=False)
    hoped_for = forms.IntegerField(label=_("Hvor mange håber I på?"), min_value=1, max_value=1_000_000, required=False)


class InvitedForm(RowForm):
    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Partner"), empty_label=_("Vælg"))
    role = forms.ChoiceField(label=_("Rolle"), choices=InvitedPartner.Role.choices, initial=InvitedPartner.Role.VOICE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partners: Any = self.fields["partner"]
        partners.queryset = self.partners_of(self.process.municipality)

    @staticmethod
    def partners_of(town: Municipality) -> Any:
        return Partner.objects.of(town).public().only("name").order_by("name", "pk")


class PhaseForm(RowForm):
    """`first` and `last` are days, both included."""

    kind = forms.ChoiceField(label=_("Hvad kan man?"), choices=[("", _("Vælg")), *PhaseKind.choices])
    title = LineField(label=_("Overskrift"), max_length=80, required=False)
    title_en = LineField(label=_("Overskrift på engelsk"), max_length=80, required=False)
    text = SaidField(
        label=_("Hvad sker der?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text_en = SaidField(
        label=_("Hvad sker der? På engelsk"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    first = DayField(label=_("Første dag"))
    last = DayField(label=_("Sidste dag"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("Den sidste dag ligger før den første."))
        return said

    field_order = ("kind", "first", "last", "title", "title_en", "text", "text_en")

    def keep_faith(self, old: Phase | None, today: date) -> None:
        """Of what is public: what has begun is not undone, and nothing begins in the past."""
        said = self.cleaned_data
        if old is None or old.is_coming:
            if said["first"] < today:
                self.add_error("first", _("Forløbet er offentligt: en fase kan ikke begynde i fortiden."))
        elif said["kind"] != old.kind:
            self.add_error("kind", _("Fasen er begyndt, så den kan ikke blive til en anden slags."))
        elif said["first"] != old.first_day:
            self.add_error("first", _("Fasen er begyndt, så dens første dag kan ikke ændres."))
        elif said["last"] != old.last_day and said["last"] < today:
            self.add_error("last", _("Fasen er begyndt. Den kan forlænges, men ikke slutte i fortiden."))

    def moments(self, old: Phase | None) -> dict[str, Any]:
        """When it begins and ends; a day that was not changed keeps its hour."""
        said = self.cleaned_data
        begins, ends = midnight(said["first"]), midnight(said["last"] + timedelta(days=1))
        if old is not None and old.first_day == said["first"]:
            begins = old.begins
        if old is not None and old.last_day == said["last"]:
            ends = old.ends
        return {"begins": begins, "ends": ends}


class Rows(forms.BaseFormSet):
    """All rows of one kind. `rows` are what is stored now, by number."""

    model: Any = TargetGroup

    def __init__(self, said: Any, *, process: Process, prefix: str) -> None:
        self.process = process
        self.rows: dict[int, Any] = {row.pk: row for row in self.model.objects.filter(process=process)}
        rows = self.rows.values() if said is None else self._sent(said, prefix)
        given = [self.shown(row) | {"pk": row.pk} if row else {} for row in rows]
        super().__init__(said, prefix=prefix, initial=given, form_kwargs={"process": process})

    def _sent(self, said: Any, prefix: str) -> Iterator[Any]:
        """The stored rows in the order in which they stood in the page; others may have come or gone since."""
        for place in range(MOST):
            if not (pk := said.get(f"{prefix}-{place}-pk")):
                return
            yield self.rows.get(number(pk))

    def shown(self, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in ("name", "channel", "hoped_for")}

    def facts(self, form: Any, old: Any) -> dict[str, Any]:
        """The columns that a valid row fills."""
        return {name: value for name, value in form.cleaned_data.items() if name not in ("pk", "DELETE")}

    def written(self) -> Iterator[tuple[Any, Any]]:
        """Each valid row that says something, with what is stored of it (None: it is new)."""
        for form in self.forms:
            said = form.cleaned_data
            if said and (form.has_changed() or said.get("pk")):
                yield form, self.rows.get(said.get("pk") or 0)

    def wanted(self) -> list[Any]:
        """The rows as they will be, those too that somebody else added meanwhile; nothing is stored."""
        made, mentioned = [], set()
        for form, old in self.written():
            mentioned.add(old.pk if old else None)
            if not form.is_gone:
                made.append(self.model(pk=old.pk if old else None, process=self.process, **self.facts(form, old)))
        return made + [row for pk, row in self.rows.items() if pk not in mentioned]

    def save(self) -> None:
        """What is gone goes first; the others change at once, so that phases may take each other's places."""
        wanted = self.wanted()
        gone = [old.pk for form, old in self.written() if form.is_gone and old]
        self.model.objects.filter(process=self.process, pk__in=gone).delete()
        columns = [field.name for field in self.model._meta.concrete_fields if field.name not in ("id", "process")]
        self.model.objects.bulk_update([row for row in wanted if row.pk], columns)
        self.model.objects.bulk_create([row for row in wanted if not row.pk])


class PartnerRows(Rows):
    model = InvitedPartner

    def shown(self, row: InvitedPartner) -> dict[str, Any]:
        return {"partner": row.partner_id, "role": row.role}

    def clean(self) -> None:
        seen: set[Any] = set()
        for form, _old in self.written():
            partner = form.cleaned_data.get("partner")
            if partner in seen and not form.is_gone:
                form.add_error("partner", _("Den er inviteret i forvejen."))
            seen.add(partner)


class PhaseRows(Rows):
    model = Phase

    def shown(self, row: Phase) -> dict[str, Any]:
        words = {name: getattr(row, name) for name in ("kind", "title", "title_en", "text", "text_en")}
        return words | {"first": row.first_day, "last": row.last_day}

    def facts(self, form: PhaseForm, old: Phase | None) -> dict[str, Any]:
        said = form.cleaned_data
        return {name: said[name] for name in ("kind", "title", "title_en", "text", "text_en")} | form.moments(old)

    def clean(self) -> None:
        """Phases of one kind lie apart; what is public keeps faith with those who took part."""
        if any(self.errors):
            return
        taken: dict[str, list[tuple[date, date]]] = {}
        is_public = self.process.state != Process.State.DRAFT
        for form, old in self.written():
            if form.is_gone:
                if is_public and old is not None and not old.is_coming:
                    raise ValidationError(_("Fasen “%(phase)s” er begyndt og kan ikke tages ud.") % {"phase": old})
                continue
            if is_public:
                form.keep_faith(old, timezone.localdate())
            if not form.errors:
                self._lies_apart(form, taken.setdefault(form.cleaned_data["kind"], []))

    @staticmethod
    def _lies_apart(form: PhaseForm, others: list[tuple[date, date]]) -> None:
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        if any(first <= end and begin <= last for begin, end in others):
            form.add_error("first", _("To faser af samme slags må ikke overlappe."))
        others.append((first, last))


def rows_of(form: Any, formset: Any) -> Any:
    return forms.formset_factory(
        form, formset, extra=2, can_delete=True, max_num=MOST, absolute_max=MOST + 2, validate_max=True
    )


GROUPS = rows_of(GroupForm, Rows)
INVITED = rows_of(InvitedForm, PartnerRows)
PHASES = rows_of(PhaseForm, PhaseRows)
