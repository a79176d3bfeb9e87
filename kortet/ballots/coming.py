"""Who comes to vote, told by what a page sent: the code from a letter, or the browser."""

from django.utils.translation import gettext_lazy as _

from kortet.ballots.casting import ByBrowser, ByCode, Comer, RefusedError
from kortet.ballots.models import Ballot
from kortet.budgets.networks import network_of
from kortet.lettercodes.forms import CodeForm
from kortet.lettercodes.guessing import TOO_OFTEN, Guesses
from kortet.municipalities.requests import TownRequest
from kortet.pins.visitors import Visitor

CODE, OPEN = "code", "open"  # the two ways in, as the pages send them
GUESSES = Guesses("ballots")
NO_COOKIE = _("Uden kode tælles hver browser én gang, og din tager ikke imod den cookie, der skal til.")


class Coming:
    """Somebody at the door of a ballot. `comer` is who may vote; where there is none, `form` or `refused` says why."""

    def __init__(self, request: TownRequest, ballot: Ballot) -> None:
        self.network, self.ballot, self.visitor = network_of(request), ballot, Visitor(request)
        self.way = OPEN if request.POST.get("way") == OPEN else CODE
        self.form = CodeForm(request.POST if self.way == CODE else None)
        self.status, self.refused, self.code = 422, "", ""
        self.comer = self.in_browser() if self.way == OPEN else self.by_code()

    def in_browser(self) -> Comer:
        return ByBrowser(self.ballot, self.visitor.person)

    def by_code(self) -> Comer | None:
        """A slip of the pen is told without a question to the database, and nothing is looked up after too many."""
        if not self.form.is_valid():
            return None
        if not GUESSES.may_go_on(self.ballot.pk, self.network):
            self.status = 429
            self.form.add_error("code", TOO_OFTEN)
            return None
        self.code = self.form.cleaned_data["code"]
        return ByCode(self.ballot, self.code)

    def is_let_in(self) -> bool:
        """Whether they may go on choosing."""
        if self.comer is None:
            return False
        try:
            self.comer.look()
        except RefusedError as error:
            self.turn_away(error)
            return False
        return True

    def turn_away(self, error: RefusedError) -> None:
        """Says why, and counts what was a guess."""
        if error.code_is_wrong:
            GUESSES.was_wrong(self.ballot.pk, self.network)
        if self.way == CODE:
            self.form.add_error("code", str(error.why))
        else:
            self.refused = str(error.why)

    @property
    def has_no_cookie(self) -> bool:
        """Whether the browser did not bring what it was given on the page before."""
        return self.way == OPEN and self.visitor.is_new
