"""Signed cookies for the pages of one survey alone. A cookie is for one path, and those pages have two, `/u/…` and
`/en/u/…`: so there are two of each, in which the same stands."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from kortet.municipalities.requests import TownRequest
from kortet.surveys.models import Survey

PREFIXES = {"": "", "/en": "_en"}  # and what the names of the cookies end with


@dataclass(frozen=True)
class SurveyCookie:
    name: str
    salt: str
    seconds: int

    def read(self, request: TownRequest) -> str:
        """What stands in it; empty where it is not there, not ours, or too old."""
        name = self.name + PREFIXES["/en" if request.LANGUAGE_CODE == "en" else ""]
        return str(request.get_signed_cookie(name, default="", salt=self.salt, max_age=self.seconds))

    def put(self, answer: HttpResponse, survey: Survey, value: str) -> HttpResponse:
        for prefix, ending in PREFIXES.items():
            answer.set_signed_cookie(
                self.name + ending,
                value,
                salt=self.salt,
                max_age=self.seconds,
                path=f"{prefix}/u/{survey.word}/",
                httponly=True,
                samesite="Lax",
                secure=settings.IN_PRODUCTION,
            )
        return answer

    def take_away(self, answer: HttpResponse, survey: Survey) -> HttpResponse:
        for prefix, ending in PREFIXES.items():
            answer.delete_cookie(self.name + ending, path=f"{prefix}/u/{survey.word}/", samesite="Lax")
        return answer
