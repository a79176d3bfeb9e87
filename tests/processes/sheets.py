"""Steps of the design sheet as a browser sends them: what stands in the page, with what somebody typed."""

from datetime import timedelta

from django.utils import timezone
from lxml import html

from kortet.processes.models import Process


def begun(client, owner, word, *, title="Cykelsti langs åen", ahead=10):
    """A draft that an owner began from a blueprint."""
    client.force_login(owner)
    day = timezone.localdate() + timedelta(days=ahead)
    answer = client.post("/forloeb/nyt/", {"title": title, "day": day.isoformat(), "blueprint": word})
    assert answer.status_code == 302, answer.content.decode()
    return Process.objects.get(slug=answer.url.split("/")[2])


def filled(client, process, step):
    """What stands in the fields of a step's form."""
    return standing(client.get(f"/forloeb/{process.slug}/design/{step}/"))


def standing(answer, where="//main//form[@method='post']"):
    """What a browser would send of the form of a page."""
    form = html.fromstring(answer.content.decode()).xpath(where)[0]
    said = {}
    for field in form.xpath(".//input|.//select|.//textarea"):
        name, kind = field.get("name"), field.get("type")
        if not name or kind == "file" or (kind in ("checkbox", "radio") and field.get("checked") is None):
            continue
        if kind == "checkbox":
            said.setdefault(name, []).append(field.get("value", "on"))
        else:
            said[name] = field.value or ""
    return said


def sent(client, process, step, **typed):
    """The step with other words in these fields; `do` is the button."""
    said = filled(client, process, step) | {"do": "next"} | typed
    return client.post(f"/forloeb/{process.slug}/design/{step}/", said)


def read(client, address):
    """The page as text; it has to be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()
