"""Addresses of the pages that a visitor sees; Danish words, English under /en/."""

from django.urls import path

from kortet.atlas import views, views_embed, views_events, views_offline, views_partners, views_processes

urlpatterns = [
    path("", views.home, name="home"),
    path("naal/<str:word>/", views.pin, name="pin"),
    path("omraader/", views.neighbourhoods, name="neighbourhoods"),
    path("omraader/<slug:layer>/", views.layer, name="layer"),
    path("omraader/<slug:layer>/<path:code>/", views.area, name="area"),
    path("indlejret/", views_embed.embed, name="embed"),
    path("foreninger/", views_partners.directory, name="partners"),
    path("foreninger/<slug:slug>/", views_partners.partner, name="partner"),
    path("arrangementer/", views_events.calendar, name="calendar"),
    path("arrangement/<str:word>/", views_events.event, name="event"),
    path("forloeb/", views_processes.processes, name="processes"),
    path("forloeb/<slug:slug>/", views_processes.process, name="process"),
    path("nyt/", views.news, name="news"),
    path("soeg/", views.search, name="search"),
    path("uden-net/", views_offline.offline, name="offline"),
    path("om/", views.about, name="about"),
]
