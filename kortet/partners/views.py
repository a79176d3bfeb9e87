"""Asking to join, and the pages of those who write in an association's name."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.partners.forms import InviteForm, JoinForm
from kortet.partners.forms_profile import ProfileForm
from kortet.partners.models import Member, Partner
from kortet.partners.notices import invite
from kortet.people.crowd import admit, prepare
from kortet.places.town_map import town_map


@never_cache
def join(request: TownRequest) -> HttpResponse:
    """An association asks to be on the map."""
    form = JoinForm(request.POST or None, municipality=request.municipality)
    prepare(request, form)
    said = form.cleaned_data if form.is_valid() else {}
    if not said or not admit(request, form, words=f"{said['name']} {said['text']}", email=said["email"]):
        return render(request, "partners/join.html", {"form": form}, status=422 if form.is_bound else 200)
    partner = form.save()
    return render(request, "partners/joined.html", {"partner": partner, "email": form.cleaned_data["email"]})


@never_cache
def mine(request: TownRequest) -> HttpResponse:
    """The associations that the visitor writes for; who is not signed in is sent to do so."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    partners = Partner.objects.of(request.municipality).run_by(request.user).as_rows()
    return render(request, "partners/mine.html", {"partners": partners})


def run_here(request: TownRequest, slug: str) -> Partner:
    """The partner, if the visitor writes for it; strangers get 404."""
    mine = Partner.objects.of(request.municipality).run_by(request.user)
    return get_object_or_404(mine.select_related("municipality", "neighbourhood", "logo"), slug=slug)


@never_cache
def profile(request: TownRequest, slug: str) -> HttpResponse:
    """The profile; `find` only looks a place up."""
    partner = run_here(request, slug)
    posted = request.POST or None
    form = ProfileForm(posted, request.FILES or None, partner=partner, municipality=request.municipality)
    if "find" in request.POST:
        form.look_up()
    elif form.is_valid():
        return redirect(form.save(request.user))
    told = town_map(request) | {"tiles": ""}
    status = 422 if form.is_bound and "find" not in request.POST else 200
    return render(request, "partners/profile.html", {"form": form, "partner": partner, "map": told}, status=status)


@never_cache
def members(request: TownRequest, slug: str) -> HttpResponse:
    """Who writes for the partner, and inviting one more."""
    partner = run_here(request, slug)
    if request.method == "POST" and "remove" in request.POST:
        return removed(request, partner)
    if request.method == "POST" and "withdraw" in request.POST:
        partner.invitations.filter(word=posted(request, "withdraw"), accepted=None).delete()
        return redirect("partner_members", slug)
    form = InviteForm(request.POST or None, partner=partner)
    if form.is_valid():
        invite(form.save(request.user))
        return redirect("partner_members", slug)
    context = {"partner": partner, "form": form, "members": partner.members.select_related("user")}
    context["invitations"] = partner.invitations.open()
    return render(request, "partners/members.html", context, status=422 if form.is_bound else 200)


def removed(request: TownRequest, partner: Partner) -> HttpResponse:
    """One fewer, but never the last: then nobody could invite again."""
    chosen = partner.members.filter(pk=number(posted(request, "remove"))).first()
    if chosen is None:
        raise Http404
    if partner.members.count() > 1:
        chosen.remove(request.user)
    still = Member.objects.filter(partner=partner, user=request.user.pk).exists()
    return redirect("partner_members", partner.slug) if still else redirect("partner", partner.slug)
