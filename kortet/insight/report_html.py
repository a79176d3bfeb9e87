"""Reports as one HTML file that opens without a network, and whose policy lets no other script run than its own."""

import base64
import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language

from kortet.insight.hearing import HearingNote
from kortet.insight.report import Report
from kortet.insight.report_map import Inlined, as_data, found, report_map

FONT = "vendor/figtree/figtree-latin-wght-normal.woff2"
FACE = '@font-face {{ font-family: "Figtree"; font-weight: 300 900; src: url({font}) format("woff2"); }}\n'


@dataclass(frozen=True)
class Inside:
    """The tags that a file carries instead of asking for other files, and the policy that allows just these."""

    policy: str
    styles: str
    scripts: str
    map: str = ""


def report_html(report: Report) -> str:
    inside = inside_of(report_map(report))
    picture = data_of(report.picture)
    context = {"report": report, "town": report.choice.town, "inside": inside, "picture": picture}
    return render_to_string("insight/report.html", context | {"language": get_language()})


def hearing_html(note: HearingNote) -> str:
    inside = inside_of(Inlined([], "", []))
    areas = [(group, data_of(group.picture)) for group in note.groups]
    context = {"note": note, "town": note.choice.town, "inside": inside, "areas": areas}
    return render_to_string("insight/hearing.html", context | {"language": get_language()})


def inside_of(drawn: Inlined) -> Inside:
    sheet = found("insight/report.css").read_text(encoding="utf-8")
    styles = [*drawn.styles, FACE.format(font=as_data(FONT, "font/woff2")) + sheet]
    return Inside(
        policy=policy_of(drawn.scripts),
        styles="".join(f"<style>{style}</style>\n" for style in styles),
        scripts="".join(f"<script>{script}</script>\n" for script in drawn.scripts),
        map=drawn.body,
    )


def policy_of(scripts: list[str]) -> str:
    """Content Security Policy 3: a script runs only if its digest is named here, and nothing is fetched at all."""
    allowed = " ".join(f"'sha256-{digest(script)}'" for script in scripts) or "'none'"
    rest = "img-src data:; font-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {allowed}; {rest}"


def digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def data_of(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()
