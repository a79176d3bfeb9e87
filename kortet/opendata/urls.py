"""Addresses of the open data; without a slash at the end, because clients put them together themselves."""

from django.urls import path, re_path

from kortet.opendata import views, views_tiles

TILE = r"WebMercatorQuad/(?P<z>[0-9]{1,2})/(?P<row>[0-9]{1,7})/(?P<column>[0-9]{1,7})\Z"
ONE = "ogc/collections/<str:name>"

urlpatterns = [
    path("ogc", views.landing, name="ogc_bare"),
    path("ogc/", views.landing, name="ogc"),
    path("ogc/api", views.api, name="ogc_api"),
    path("ogc/conformance", views.conformance, name="ogc_conformance"),
    path("ogc/collections", views.collections, name="ogc_collections"),
    path(ONE, views.collection, name="ogc_collection"),
    path(f"{ONE}/queryables", views.queryables, name="ogc_queryables"),
    path(f"{ONE}/schema", views.schema, name="ogc_schema"),
    path(f"{ONE}/items", views.items, name="ogc_items"),
    path(f"{ONE}/items/<path:word>", views.item, name="ogc_item"),
    path(f"{ONE}/tiles", views_tiles.tilesets_list, name="ogc_collection_tilesets"),
    path(f"{ONE}/tiles/WebMercatorQuad", views_tiles.tileset, name="ogc_collection_tileset"),
    path(f"{ONE}/tiles/WebMercatorQuad/tilejson", views_tiles.tilejson, name="ogc_collection_tilejson"),
    re_path(rf"^ogc/collections/(?P<name>[^/]+)/tiles/{TILE}", views_tiles.tile, name="ogc_collection_tile"),
    path("ogc/tiles", views_tiles.tilesets_list, name="ogc_tilesets"),
    path("ogc/tiles/WebMercatorQuad", views_tiles.tileset, name="ogc_tileset"),
    path("ogc/tiles/WebMercatorQuad/tilejson", views_tiles.tilejson, name="ogc_tilejson"),
    re_path(rf"^ogc/tiles/{TILE}", views_tiles.tile, name="ogc_tile"),
    path("ogc/tileMatrixSets", views_tiles.matrix_sets, name="ogc_matrix_sets"),
    path("ogc/tileMatrixSets/WebMercatorQuad", views_tiles.matrix_set, name="ogc_matrix_set"),
    path("ogc/style", views_tiles.style, name="ogc_style"),
]
