"""The open way in to a survey, as it is shared: its address, the QR code of it, and a frame on other sites."""

import io
from dataclasses import dataclass

import segno
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import override

from kortet.municipalities.models import Municipality
from kortet.municipalities.words import to_type
from kortet.surveys.models import Survey


@dataclass(frozen=True)
class Share:
    """One survey's addresses, always the Danish ones: who reads English finds the other language there."""

    survey: Survey
    town: Municipality

    @cached_property
    def address(self) -> str:
        return self._address("survey")

    def _address(self, name: str) -> str:
        with override("da"):
            return self.town.address(reverse(name, args=[self.survey.word]))

    @property
    def short(self) -> str:
        return to_type(self.address)

    @property
    def codes(self) -> str:
        """Where letter codes are shown."""
        return self._address("survey_code")

    @property
    def frame(self) -> str:
        """What is pasted into another site."""
        html = '<iframe src="{}" title="{}" width="640" height="720" loading="lazy"></iframe>'
        return format_html(html, self._address("survey_embedded"), self.survey.name_here)

    @property
    def picture(self) -> str:
        return picture_of(self.address)

    def file(self, kind: str) -> bytes:
        """The QR code as a file: "svg", or "png" of about 600 pixels."""
        file = io.BytesIO()
        qr(self.address).save(file, kind=kind, scale=16, border=4, light="#fff")
        return file.getvalue()


def qr(address: str) -> segno.QRCode:
    """A QR code (ISO/IEC 18004) that is still read when a seventh of it is dirty."""
    return segno.make(address, error="m", micro=False)


def picture_of(address: str) -> str:
    """The QR code in a data: address."""
    return str(qr(address).svg_data_uri(scale=4, border=2, light="#fff"))


def svg_of(address: str) -> str:
    """The QR code as the text of an SVG, for papers."""
    file = io.BytesIO()
    qr(address).save(file, kind="svg", border=1, light="#fff", xmldecl=False)
    return file.getvalue().decode()
