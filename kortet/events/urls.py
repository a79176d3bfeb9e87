"""Addresses of what is done to events."""

from django.urls import path

from kortet.events import views, views_co, views_feeds, views_guests

urlpatterns = [
    path("arrangementer/ny/", views.put_up, name="put_up"),
    path("foreninger/<slug:slug>/arrangementer/ny/", views.put_up, name="put_up_for"),
    path("foreninger/<slug:slug>/kalender/", views_feeds.feeds, name="partner_feeds"),
    path("foreninger/<slug:slug>/arrangementer/", views_co.partner_events, name="partner_events"),
    path("arrangement/<str:word>/medarrangoerer/", views_co.co_organisers, name="co_organisers"),
    path("arrangement/<str:word>/ret/", views.change, name="change_event"),
    path("arrangement/<str:word>/datoer/", views.dates, name="event_dates"),
    path("arrangement/<str:word>/tilmeld/<int:date>/", views_guests.sign_up, name="sign_up_for"),
    path("tilmelding/<str:word>/", views_guests.signed, name="sign_up"),
]
