"""Coming in to a survey by a letter's code, as tests do it."""

from django.db import connection

from kortet.responses.codes import make_package
from kortet.responses.models import Response


def letters(survey, number, actor, area=None, note=""):
    """The codes of a new package."""
    return make_package(survey, number, note=note, area=area, actor=actor)[1]


def ways(survey, page):
    return f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/{page}"


def words(answer):
    return " ".join(answer.content.decode().split())


def hand_in(client, survey, content="5"):
    """Answers what has to be answered, and sends it."""
    client.post(f"/u/{survey.word}/side/you/", {"do": "next"})
    client.post(f"/u/{survey.word}/side/town/", {"content": content, "do": "next"})
    return client.post(f"/u/{survey.word}/send/")


def rows_of(table):
    """All rows as PostgreSQL has them, with the transaction that wrote each (xmin), in the order they lie in."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *, xmin::text FROM {table} ORDER BY {table}.ctid")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def counted(survey):
    return Response.objects.of(survey).counted().count()
