"""The two pages that load a register: upload it, then choose columns, see what would happen, and store.

What the pages do is what `manage.py import_partners` does: read_table, RegisterImport.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import town_of
from kortet.partners.register_import import RegisterImport
from kortet.partners.register_mapping import FIELDS, LAST, fitting, guessed, keep, kept
from kortet.partners.register_tables import MOST_BYTES, Table, TableError, read_table
from kortet.places.waiting_files import WaitingFile
from kortet.saying.said import LineField

PREVIEWED, TOLD = 5, 200


class RegisterForm(forms.Form):
    """The file, what the register is called, and whether the municipality vouches for those in it."""

    file = forms.FileField(label=gettext_lazy("Fil"), help_text=gettext_lazy("CSV, XLSX, XLS eller ODS, højst 20 MB."))
    source = LineField(label=gettext_lazy("Hvad hedder registret?"), max_length=40, initial="register")
    approved = forms.BooleanField(label=gettext_lazy("Godkend dem med det samme"), required=False)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Filen er for stor: højst 20 MB."))
        return file


class MappingForm(forms.Form):
    """Which column is what."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–"), *((header, header) for header in table.headers)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=columns, required=name == "name")

    @property
    def mapping(self) -> dict[str, str]:
        return {name: header for name, header in self.cleaned_data.items() if header}


def upload(desk: Any, request: HttpRequest) -> HttpResponse:
    """First page; a file that is no table is refused here and not kept."""
    town = allowed(desk, request)
    form = RegisterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        order = {"source": said["source"], "approved": said["approved"]}
        user = int(request.user.pk or 0)
        waiting = WaitingFile.keep(said["file"], user_id=user, municipality=town, order=order)
        try:
            read_table(waiting.path)
        except TableError as refused:
            waiting.remove()
            form.add_error("file", str(refused))
        else:
            return redirect("admin:partners_partner_choose", waiting.token)
    return page(desk, request, "upload", {"form": form, "title": _("Indlæs fra et register")})


def choose(desk: Any, request: HttpRequest, token: str) -> HttpResponse:
    """Second page: columns with the first rows beside them, what would happen, and storing it."""
    town = allowed(desk, request)
    waiting = WaitingFile.find(token, user_id=int(request.user.pk or 0), municipality=town)
    if waiting is None:
        raise Http404
    if "forget" in request.POST:
        waiting.remove()
        return redirect("admin:partners_partner_changelist")
    table = read_table(waiting.path)
    before = kept(town, waiting.order["source"]) or dict(town.rules.get(LAST, {}))
    chosen = guessed(table.headers) | fitting(before, table.headers)
    form = MappingForm(request.POST or None, table=table, initial=chosen)
    context: dict[str, Any] = {"form": form, "table": table, "preview": table.rows[:PREVIEWED]}
    if form.is_valid():
        order = RegisterImport(town, waiting.order["source"], form.mapping, approved=waiting.order["approved"])
        if "store" in request.POST:
            return stored(request, waiting, order, table)
        context["found"] = order.rehearse(table)
        context["told"] = context["found"].told[:TOLD]
    return page(desk, request, "choose", context | {"title": _("Indlæs %(name)s") % {"name": waiting.name}})


def stored(request: HttpRequest, waiting: WaitingFile, order: RegisterImport, table: Table) -> HttpResponse:
    """Stores it, and keeps the mapping for the next time."""
    found = order.store(table)
    keep(Municipality.objects.get(pk=order.town.pk), order.source, order.mapping)
    waiting.remove()
    facts = {"new": found.new, "changed": found.changed, "same": found.unchanged}
    facts |= {"refused": found.refused, "doubles": found.doubles}
    told = _("%(new)s nye, %(changed)s ændrede, %(same)s som før, %(doubles)s gentaget, %(refused)s afvist.") % facts
    messages.success(request, told)
    return redirect("admin:partners_partner_changelist")


def allowed(desk: Any, request: HttpRequest) -> Municipality:
    if not desk.may(request, ("admin",)):
        raise PermissionDenied
    return town_of(request)


def page(desk: Any, request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **facts}
    return TemplateResponse(request, f"admin/partners/{template}.html", context)
