"""What a form asks the database, recorded once and asked again by hand: the least that goal 12 could come to.

No ORM, no form, no middleware, no web server stand between: the text of each question goes to PostgreSQL as it was.
"""

import time
from contextlib import contextmanager

import psycopg
from django.db import connection
from django.http import QueryDict
from django.test import Client

from kortet.municipalities.models import Municipality
from kortet.pins.forms import PinForm


def recorded(forms):
    """For each form (network: words) its questions in their order, with whether a transaction was open."""
    client = Client(HTTP_HOST="127.0.0.1")
    return [asked_by(client, network, form) for network, form in forms.items()]


def asked_by(client, network, form):
    found = []

    def note(execute, sql, params, many, context):
        text = context["cursor"].mogrify(sql, params) if params else sql
        found.append((connection.in_atomic_block, text))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        kind = "application/x-www-form-urlencoded"
        answer = client.post("/naale/ny/", form, content_type=kind, headers={"X-Forwarded-For": network})
    if answer.status_code != 302:
        raise RuntimeError(f"The form answered {answer.status_code}: {answer.content[:300]!r}")
    return found


@contextmanager
def by_hand(address):
    """Asks the questions of a form over one connection of the web's role; gives the milliseconds."""
    with psycopg.connect(address, autocommit=True) as one:

        def ask(questions):
            began = time.perf_counter()
            for sql in (text for is_inside, text in questions if not is_inside):
                one.execute(sql).fetchall()
            with one.transaction():
                for sql in (text for is_inside, text in questions if is_inside):
                    one.execute(sql)
            return (time.perf_counter() - began) * 1000

        yield ask


def form_read(words):
    """Milliseconds in which the form is made and read, without the questions that it asks."""
    town, asking = Municipality.objects.get(), []

    def timed(execute, *asked):
        began = time.perf_counter()
        found = execute(*asked)
        asking.append(time.perf_counter() - began)
        return found

    with connection.execute_wrapper(timed):
        began = time.perf_counter()
        form = PinForm(QueryDict(words), {}, municipality=town)
        if not form.is_valid():
            raise RuntimeError(f"The form says {form.errors}")
        whole = time.perf_counter() - began
    return (whole - sum(asking)) * 1000
