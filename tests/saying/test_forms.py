"""Whatever somebody writes into a form that is stored is read by `said.py`: no form is forgotten."""

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory
from django.urls import get_resolver

from kortet.people.models import User
from kortet.saying.said import SaidField

NOT_STORED = {
    "q": "words that are looked for",
    "near": "a place that is looked for",
    "lng": "numbers",
    "lat": "numbers",
    "shape": "GeoJSON",
    "outline": "GeoJSON",
    "key": "a key of ours",
    "website": "the trap",
    "since": "a time of ours",
    "proof": "an answer to a sum",
    "crs": "looked up",
    "encoding": "looked up",
    "username": "looked up",
    "forloeb": "looked up",
    "pins": "numbers that are looked up",
    "password": "a secret",
    "code": "looked up",
    "as_read": "checksums of ours",
    "seen": "keys of questions that are looked up",
    "indicator": "a key of letters, digits and dots",
}
SECRETS = ("username", "password", "password1", "password2")
LOOKED_UP = "address"  # of a place, found in the register; of a calendar or a system, an address on the net


def all_forms(kind=forms.BaseForm):
    for form in kind.__subclasses__():
        yield form
        yield from all_forms(form)


def is_free(field):
    return type(field) is forms.CharField


def test_every_form_reads_what_is_said():
    get_resolver().url_patterns  # noqa: B018  (imports every view, and with it every form)
    ours = [form for form in set(all_forms()) if form.__module__.startswith("kortet.")]
    unread = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if is_free(field) and name not in NOT_STORED and name != LOOKED_UP
    }
    assert len(ours) > 40 and unread == set()


@pytest.mark.parametrize("model", [*admin.site._registry], ids=lambda model: model._meta.label)
def test_every_page_of_the_admin_reads_what_is_said(model, fjordby):
    """Pages of tables of others (Django's, allauth's) are for superusers of the installation."""
    if not model.__module__.startswith("kortet."):
        pytest.skip("a table of somebody else's")
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("root")
    request.municipality = fjordby
    form = admin.site._registry[model].get_form(request)
    unread = [name for name, field in form.base_fields.items() if is_free(field) and not isinstance(field, SaidField)]
    assert [name for name in unread if name not in SECRETS] == []


def test_what_is_far_too_long_is_refused_before_it_is_read():
    """A megabyte costs seconds to be looked at sign by sign: what else is wrong with it nobody asks."""
    field = SaidField(max_length=20)
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("010190-1234 " * 100)
    assert [error.code for error in refused.value.error_list] == ["max_length"]
    assert field.clean("to\r\n" * 6) == "to\n" * 5 + "to"
