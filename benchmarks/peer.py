"""What the product is measured against: a raw vector tile as pg_tileserv and martin ask for it, and a bare view."""

from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from kortet.municipalities.models import Municipality

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


def bare(request):
    return HttpResponse(Municipality.objects.values_list("name", flat=True)[0])


urlpatterns = [
    path("peer/<int:z>/<int:x>/<int:y>.mvt", tile),
    path("bare/", bare),
    path("admin/", admin.site.urls),  # our middleware asks where it is
]
