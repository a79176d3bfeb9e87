"""An HTML file that carries all it needs: styles, the font, scripts, and the policy that allows just these."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

FONT = "vendor/figtree/figtree-latin-wght-normal.woff2"
FACE = '@font-face {{ font-family: "Figtree"; font-weight: 300 900; src: url({font}) format("woff2"); }}\n'


@dataclass(frozen=True)
class Inlined:
    """What is written into the file: styles and the place of the map as they are, scripts without their tags."""

    styles: list[str]
    body: str
    scripts: list[str]


NOTHING = Inlined([], "", [])


@dataclass(frozen=True)
class Inside:
    """The tags that a file carries instead of asking for other files, and the policy that allows just these."""

    policy: str
    styles: str
    scripts: str
    map: str = ""


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


@cache
def as_data(name: str, kind: str) -> str:
    """A static file as an address that holds the file itself."""
    return f"data:{kind};base64,{base64.b64encode(found(name).read_bytes()).decode()}"


def found(name: str) -> Path:
    return Path(str(finders.find(name)))
