"""What the product is measured against: a raw vector tile as pg_tileserv and martin ask for it, bare views."""

from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from kortet.municipalities.models import Municipality

MEASURED = "Nål fra en måling"
TEXT = "Cyklerne står på fortovet, så ingen kan komme forbi."
# The SQL of pg_tileserv for a table: transform each point, clip, encode, at most 10,000 rows.
TILE = """
SELECT ST_AsMVT(tile, 'pins') FROM (
  SELECT ST_AsMVTGeom(ST_Transform(pin.point, 3857), box.square, 4096, 256) AS geom,
    pin.word, pin.kind, pin.status, pin.title
  FROM pins_pin pin, (SELECT ST_TileEnvelope(%s, %s, %s) AS square) box
  WHERE ST_Intersects(pin.point, ST_Transform(box.square, 25832)) AND pin.moderation = 'shown' {kind}
  LIMIT 10000
) tile
"""


def tile(request, z, x, y):
    kind = "AND pin.kind = %s" if "kind" in request.GET else ""
    with connection.cursor() as cursor:
        cursor.execute(TILE.format(kind=kind), [z, x, y, *([request.GET["kind"]] if kind else [])])
        return HttpResponse(bytes(cursor.fetchone()[0]), content_type="application/vnd.mapbox-vector-tile")


# The row of a pin and nothing besides: no number, area, form, journal or job; its indexes, constraints and triggers.
PIN = """
INSERT INTO pins_pin (municipality_id, point, public_point, precision, neighbourhood_id, neighbourhood_then_id, word,
  number, kind, theme_id, title, text, language, author_name, place_text, moderation, hidden_reason, status,
  support_count, created, source, source_id)
SELECT 1, here, here, 'point', 1, 1, left(md5(random()::text), 12), left(md5(random()::text), 12), 'problem', 1, %s, %s,
  'da', '', '', 'waiting', '', 'new', 0, now(), '', ''
FROM ST_Point(556000 + 38000 * random(), 6201000 + 38000 * random(), 25832) here
"""


def one(request):
    """One number in a table without indexes: the least that a view can do to the disk."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_one VALUES (1)")
    return HttpResponse("1")


def pin(request):
    with connection.cursor() as cursor:
        cursor.execute(PIN, [MEASURED, TEXT])
    return HttpResponse("1")


def bare(request):
    return HttpResponse(Municipality.objects.values_list("name", flat=True)[0])


urlpatterns = [
    path("peer/<int:z>/<int:x>/<int:y>.mvt", tile),
    path("bare/", bare),
    path("one/", one),
    path("pin/", pin),
    path("admin/", admin.site.urls),  # our middleware asks where it is
]
