"""The officer's side: who wants to join, saying yes or no, pausing, and who writes for whom."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import posted
from kortet.partners import register_admin
from kortet.partners.models import Member, Partner
from kortet.people.admin import WorkAdmin

ASKED_FIRST = Case(When(state="asked", then=Value(0)), default=Value(1))


class MemberInline(admin.TabularInline):
    """Who writes in its name; the officer may take a right away, and stewards give it."""

    model = Member
    extra = 0
    fields = readonly_fields = ("user", "role", "since")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Partner)
class PartnerAdmin(WorkAdmin):
    """Those who ask come first. What an association says of itself is read only; a new name is the municipality's."""

    writers = ("moderator", "admin")
    list_display = ("name", "kind", "state", "cvr", "neighbourhood_name", "created")
    list_filter = ("state", "kind")
    search_fields = ("name", "cvr")
    list_select_related = ("neighbourhood",)
    actions = ("approve_chosen", "pause_chosen", "decline_chosen")
    inlines = (MemberInline,)
    fields = ("name", "kind", "cvr", "text", "asked_by", "address", "web", "email", "phone", "state", "state_reason")
    readonly_fields = fields[1:]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        partners = super().get_queryset(request).defer("service_area", "neighbourhood__boundary")
        return partners.annotate(queue=ASKED_FIRST).order_by("queue", "name", "pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        ours = [
            path("indlaes/", wrap(self.upload), name="partners_partner_upload"),
            path("indlaes/<str:token>/", wrap(self.choose), name="partners_partner_choose"),
        ]
        return [*ours, *super().get_urls()]

    def upload(self, request: HttpRequest) -> HttpResponse:
        return register_admin.upload(self, request)

    def choose(self, request: HttpRequest, token: str) -> HttpResponse:
        return register_admin.choose(self, request, token)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may = {"may_load": self.may(request, ("admin",))}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def save_model(self, request: HttpRequest, obj: Partner, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        if "name" in form.changed_data:
            obj.save(update_fields=["name"])
            Municipality.objects.filter(pk=obj.municipality_id).raise_version()
            Entry.objects.record("renamed", obj, actor=request.user, before=form.initial["name"])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever asked to join is shown with their address: that is written down."""
        if partner := kwargs.get("obj"):
            asked = partner.invitations.filter(invited_by=None).count()
            Entry.objects.record_reading(partner, actor=request.user, what="partners.Invitation", rows=min(asked, 1))
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("bydel"))
    def neighbourhood_name(self, partner: Partner) -> str:
        return partner.neighbourhood.name if partner.neighbourhood else "–"

    @admin.display(description=_("spurgt af"))
    def asked_by(self, partner: Partner) -> str:
        asked = partner.invitations.filter(invited_by=None).order_by("pk").first()
        return f"{asked.email} ({asked.role})" if asked else "–"

    @admin.action(description=_("Godkend de valgte"), permissions=["change"])
    def approve_chosen(self, request: HttpRequest, rows: QuerySet[Partner]) -> None:
        """Each by its own verb: whoever asked gets a letter."""
        with transaction.atomic():
            chosen = list(
                self.decided_by(request, rows).exclude(state="approved").order_by("pk").select_for_update(of=("self",))
            )
            for partner in chosen:
                partner.approve(request.user)
        self.message_user(request, _("%(n)s er godkendt.") % {"n": len(chosen)}, messages.SUCCESS)

    @admin.action(description=_("Sæt de valgte på pause …"), permissions=["change"])
    def pause_chosen(self, request: HttpRequest, rows: QuerySet[Partner]) -> HttpResponse | None:
        return self.with_reason(request, rows.filter(state="approved"), "suspend", "pause_chosen")

    @admin.action(description=_("Afvis de valgte …"), permissions=["change"])
    def decline_chosen(self, request: HttpRequest, rows: QuerySet[Partner]) -> HttpResponse | None:
        return self.with_reason(request, rows.filter(state="asked"), "decline", "decline_chosen")

    def with_reason(self, request: HttpRequest, rows: QuerySet[Partner], verb: str, action: str) -> HttpResponse | None:
        """Asks why first; the same reason stands on all of them."""
        rows = self.decided_by(request, rows)
        reason = posted(request, "reason").strip()[:300]
        if not reason:
            chosen = request.POST.getlist("_selected_action")
            context = {**self.admin_site.each_context(request), "rows": rows[:20], "chosen": chosen, "opts": self.opts}
            context |= {"missing": "reason" in request.POST, "title": _("Skriv hvorfor"), "action": action}
            return TemplateResponse(request, "admin/partners/reason.html", context)
        with transaction.atomic():
            done = [self.decided(partner, verb, reason, request) for partner in rows.select_for_update(of=("self",))]
        self.message_user(request, _("%(n)s er ændret.") % {"n": len(done)}, messages.SUCCESS)
        return None

    def decided(self, partner: Partner, verb: str, reason: str, request: HttpRequest) -> Partner:
        try:
            getattr(partner, verb)(reason, request.user)
        except ValidationError as refused:
            self.message_user(request, f"{partner}: {refused.messages[0]}", messages.ERROR)
        return partner
