"""What stands in a letter. One sheet for all letters: the same words as plain text and as HTML."""

from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string

from kortet.municipalities.models import Municipality


@dataclass(frozen=True)
class Row:
    """A line of a list in a letter: what it is called, a few words about it, where it leads (a whole address)."""

    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class Paper:
    """A letter's words. `why` says in the foot why it came; `stop` is the address that ends it by one click."""

    subject: str
    lines: list[str]
    why: str
    town: Municipality
    language: str = "da"
    quote: str = ""
    button: tuple[str, str] | None = None
    rows: list[Row] = field(default_factory=list)
    more_lines: list[str] = field(default_factory=list)
    more_rows: list[Row] = field(default_factory=list)
    stop: str = ""
    picture: bytes = b""
    picture_text: str = ""

    def leading_to(self, url: str) -> "Paper":
        """The same letter, whose button leads elsewhere."""
        return replace(self, button=(self.button[0], url) if self.button else None)

    @property
    def text(self) -> str:
        return render_to_string("mail/letter.txt", {"paper": self}).strip() + "\n"

    @property
    def html(self) -> str:
        return render_to_string("mail/letter.html", {"paper": self})

    @property
    def quoted_text(self) -> str:
        return "\n".join(f"> {line}".rstrip() for line in self.quote.splitlines())

    @property
    def colour(self) -> str:
        return self.town.readable_primary

    @property
    def one_line_subject(self) -> str:
        """A header is one line, however many the words in it were."""
        return " ".join(self.subject.split())[:200]
