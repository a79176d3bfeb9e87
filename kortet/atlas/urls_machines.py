"""Addresses for scripts and other machines: no language, no cookie."""

from django.urls import path, re_path

from kortet.atlas import (
    feeds,
    views_basemap,
    views_embed,
    views_events,
    views_machines,
    views_offline,
    views_partners,
    views_pictures,
    views_share,
    views_tiles,
)

urlpatterns = [
    re_path(r"^fliser/(?P<z>[0-9]{1,2})/(?P<x>[0-9]{1,7})/(?P<y>[0-9]{1,7})\.json\Z", views_tiles.tile, name="tile"),
    re_path(r"^fliser/", views_tiles.off_the_map, name="off_the_map"),
    re_path(r"^grundkort/(?P<stem>[a-z0-9-]{1,80})\.pmtiles\Z", views_basemap.basemap, name="basemap"),
    re_path(r"^grundkort/(?P<stem>[a-z0-9-]{1,80})/begyndelse\Z", views_basemap.opening, name="basemap_opening"),
    re_path(
        r"^kortfliser/(?P<z>[0-9]{1,2})/(?P<x>[0-9]{1,8})/(?P<y>[0-9]{1,8})\Z", views_basemap.raster, name="raster"
    ),
    re_path(
        r"^billeder/(?P<word>[2-9a-z]{28})-(?P<size>[0-9]{3,4})\.(?P<kind>avif|webp|jpg)\Z",
        views_pictures.show,
        name="picture",
    ),
    path("arrangementer.geojson", views_events.events_geojson, name="events_geojson"),
    path("arrangementer.ics", views_events.town_ics, name="town_ics"),
    path("arrangement/<str:word>.ics", views_events.event_ics, name="event_ics"),
    path("foreninger/<slug:slug>.ics", views_events.partner_ics, name="partner_ics"),
    path("foreninger.geojson", views_partners.partners_geojson, name="partners_geojson"),
    path("omraader/<slug:layer>.geojson", views_machines.areas_geojson, name="areas_geojson"),
    path("sw.js", views_offline.service_worker, name="service_worker"),
    path("app.webmanifest", views_offline.manifest, name="manifest"),
    path("ikon-<int:size>.png", views_offline.app_icon, name="app_icon"),
    path("naal/<str:word>/kort.png", views_share.pin_picture, name="pin_picture"),
    path("naale.atom", feeds.NewPins(), name="pins_atom"),
    path("naale.rss", feeds.NewPinsRss(), name="pins_rss"),
    path("oembed", views_embed.oembed, name="oembed"),
    path("version.json", views_machines.version, name="version"),
    path("steder.json", views_machines.places, name="places"),
    path("her.json", views_machines.here, name="here"),
]
