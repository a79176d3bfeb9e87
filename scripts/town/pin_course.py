"""What happens to a pin in the town hall: when it came, how it is moderated and answered."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import numpy as np


def _words(text: str, mark: str = " ") -> list[str]:
    return text.split(mark)


LAST = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
DAYS = 425
MONTH_WEIGHT = {1: 0.7, 2: 0.9, 3: 1.5, 4: 2.1, 5: 2.0, 6: 1.4, 7: 0.7, 8: 1.1, 9: 1.2, 10: 1.0, 11: 0.9, 12: 0.5}
HOUR_WEIGHT = [1, 0, 0, 0, 0, 1, 4, 9, 12, 12, 11, 11, 12, 10, 9, 10, 12, 13, 14, 17, 20, 18, 10, 4]
HIDDEN_REASONS = [
    "Samme sag står allerede på kortet. Støt gerne den i stedet.",
    "Kan ikke udpeges på kortet. Vi har skrevet til afsenderen.",
    "Handler om en privat grund og kan ikke behandles her.",
    "Oplysninger om andre mennesker, som ikke må stå offentligt.",
    "Sendt ved en fejl og skjult efter ønske fra afsenderen.",
    "Hører til hos politiet og er sendt videre dertil.",
]
FIRST_NAMES = _words(
    "Anna Bo Camilla David Ellen Frederik Gitte Hassan Ida Jens Karen Lars Mette Niels Olga "
    "Peter Rikke Søren Tove Ulla Viggo Yusuf Zara Åse Birthe Morten Lone Kasper Amina Torben "
    "Signe Erik Marie Oskar Freja Ali Hanne Poul Nanna Jonas"
)
GROUPS = _words(
    "Fjordby Cyklistforening;Grundejerforeningen Skrænten;Haveforeningen Solbakken;"
    "Fjordby Roklub;Beboerforeningen Rugparken;Strandhuse Borgerforening;"
    "Forældrerådet i Mælkebøtten;Fjordby Handel;Åstrup Landsbyråd;Ældrerådet i Fjordby;"
    "Vinterbaderne Klintens Badebro;Fjordby Naturvenner;Oddehavn Bådelaug;"
    "Vesterkvarterets Beboere;Skovsted Forsamlingshus",
    ";",
)


@dataclass
class Course:
    """The times and states of one pin."""

    created: str
    moderation: str
    hidden_reason: str | None
    status: str
    support_count: int
    author_name: str | None


def courses(count: int, rng: np.random.Generator) -> list[Course]:
    """Courses from the oldest to the newest; only the newest still wait."""
    moments = sorted(_moment(rng) for _ in range(count))
    waiting = int(count * 0.05)
    hidden = set(rng.choice(count - waiting, int(count * 0.03), replace=False).tolist())
    result = []
    for index, moment in enumerate(moments):
        state = "waiting" if index >= count - waiting else "hidden" if index in hidden else "shown"
        age = (LAST - moment).days
        result.append(
            Course(
                created=_stamped(moment),
                moderation=state,
                hidden_reason=str(rng.choice(HIDDEN_REASONS)) if state == "hidden" else None,
                status=_status(age, rng) if state == "shown" else "new",
                support_count=_support(age, rng) if state == "shown" else 0,
                author_name=_author(rng),
            )
        )
    return result


def _moment(rng: np.random.Generator) -> datetime:
    """A time in the last 14 months: more in spring, by day and in the evening."""
    while True:
        moment = LAST.replace(hour=0) - timedelta(days=int(rng.integers(0, DAYS)))
        if rng.random() < MONTH_WEIGHT[moment.month] / 2.1:
            weights = np.array(HOUR_WEIGHT) / sum(HOUR_WEIGHT)
            hour = int(rng.choice(24, p=weights))
            moment += timedelta(hours=hour, minutes=int(rng.integers(60)), seconds=int(rng.integers(60)))
            if moment <= LAST:
                return moment


def _stamped(moment: datetime) -> str:
    """Danish local time with its offset, summer time included."""
    year = moment.year
    summer = _last_sunday(year, 3) <= moment < _last_sunday(year, 10)
    zone = timezone(timedelta(hours=2 if summer else 1))
    return moment.replace(tzinfo=zone).isoformat()


def _last_sunday(year: int, month: int) -> datetime:
    day = datetime(year, month, 31, 3, tzinfo=UTC)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def _status(age: int, rng: np.random.Generator) -> str:
    ripe = min(1.0, age / 300)
    weights = np.array([1.25 - ripe, 0.25 + 0.2 * ripe, 0.08 + 0.22 * ripe, 0.02 + 0.5 * ripe, 0.02 + 0.16 * ripe])
    kinds = ["new", "in_progress", "planned", "done", "declined"]
    return str(rng.choice(kinds, p=weights / weights.sum()))


def _support(age: int, rng: np.random.Generator) -> int:
    return int(min(180, rng.lognormal(1.75, 1.15) * min(1.0, 0.25 + age / 120)))


def _author(rng: np.random.Generator) -> str | None:
    dice = rng.random()
    if dice < 0.68:
        return None
    if dice < 0.93:
        initial = "ABDEFGHJKLMNPRSTV"[int(rng.integers(17))]
        return f"{rng.choice(FIRST_NAMES)} {initial}."
    return str(rng.choice(GROUPS))
