"""One visit of staff to the page where a pin is answered: its forms, the button that was pressed, what is known."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.answers.forms import AnswerForm, MergeForm, PartForm, ReopenForm, SameForm, VerbForm
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.pins.course import course
from kortet.pins.models import Comment, Pin, PlannedAnswer, SameAs, Verdict

FORMS: dict[str, type[VerbForm]] = {
    "answer": AnswerForm,
    "reopen": ReopenForm,
    "same": SameForm,
    "merge": MergeForm,
    "part": PartForm,
}
SAID = {
    "answer": gettext_lazy("Det er gemt."),
    "reopen": gettext_lazy("Nålen er genåbnet."),
    "same": gettext_lazy("Forslaget er gemt."),
    "merge": gettext_lazy("Nålene er samlet."),
    "part": gettext_lazy("Nålene er skilt ad igen."),
    "decline": gettext_lazy("Forslaget er afvist."),
    "call_off": gettext_lazy("Det planlagte svar gives ikke."),
}


class Visit:
    """`wish` is the button: a form's name, "fill" (put the template's words in), or one that needs no words."""

    def __init__(self, request: TownRequest, pin: Pin) -> None:
        self.request, self.pin = request, pin
        self.wish = posted(request, "do") if request.method == "POST" else ""
        self.forms = {name: self._form(name) for name in FORMS}

    def _form(self, name: str) -> VerbForm:
        is_meant = self.wish == name or (self.wish == "fill" and name == "answer")
        return FORMS[name](self.request.POST if is_meant else None, pin=self.pin)

    @property
    def is_wrong(self) -> bool:
        return any(form.is_bound and form.errors for form in self.forms.values())

    def done(self) -> HttpResponse | None:
        """Does what was asked; None where the page has to be shown."""
        if self.wish == "fill":
            form = self.forms["answer"]
            self.forms["answer"] = form.filled() if isinstance(form, AnswerForm) else form
            return None
        if self.wish in self.forms:
            return self._on() if self.forms[self.wish].done(signed_in(self.request)) else None
        if self.wish in ("decline", "call_off"):
            return self._decided()
        return None

    def _decided(self) -> HttpResponse:
        """The buttons that need no words: what somebody else decided meanwhile stays as it is."""
        try:
            self._decline() if self.wish == "decline" else self._call_off()
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.request.get_full_path())
        return self._on()

    def _decline(self) -> None:
        for found in SameAs.objects.open().filter(source=self.pin):
            found.decline(self.request.user)

    def _call_off(self) -> None:
        number = posted(self.request, "planned")
        if number.isascii() and number.isdigit() and len(number) < 19:
            for planned in PlannedAnswer.objects.waiting().filter(pin=self.pin, pk=int(number)):
                planned.call_off(self.request.user)

    def _on(self) -> HttpResponse:
        messages.success(self.request, str(SAID[self.wish]))
        return redirect(self.way_back or reverse("answer_pin", args=[self.pin.word]))

    @property
    def way_back(self) -> str:
        """Where whoever came here came from, on this host; empty where the address says nothing good."""
        asked = self.request.GET.get("naeste", "")
        here = {self.request.get_host()}
        is_ours = url_has_allowed_host_and_scheme(asked, here, require_https=self.request.is_secure())
        return asked if asked.startswith("/") and is_ours else ""

    def shown(self) -> dict[str, Any]:
        pin = self.pin
        return {
            "pin": pin,
            "forms": self.forms,
            "way_back": self.way_back,
            "answers": Comment.objects.filter(pin=pin, is_official=True).order_by("created", "pk"),
            "planned": PlannedAnswer.objects.filter(pin=pin, given=None, called_off=None).order_by("due"),
            "proposal": SameAs.objects.open().with_pins().filter(source=pin).first(),
            "said": Verdict.objects.now_about(pin).exclude(said="").order_by("answered"),
            "course": course(pin),
            "heading": _("Det kunne ikke gemmes"),
        }
