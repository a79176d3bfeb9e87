"""Addresses of the desk."""

from django.urls import path

from kortet.desk import views, views_items, views_morning, views_roles, views_settings

urlpatterns = [
    path("bord/", views.desk, name="desk"),
    path("bord/flere/", views.bulk, name="desk_bulk"),
    path("bord/fortryd/<str:word>/", views.undo, name="desk_undo"),
    path("bord/visninger/", views.views, name="desk_views"),
    path("bord/tal/", views_settings.figures, name="desk_figures"),
    path("bord/frister/", views_settings.settings, name="desk_settings"),
    path("bord/morgenbrev/", views_morning.morning_letter, name="morning_letter"),
    path("bord/morgenbrev/<str:word>/stop/", views_morning.stop_morning_letter, name="stop_morning_letter"),
    path("bord/roller/", views_roles.roles, name="desk_roles"),
    path("bord/roller/<int:pk>/", views_roles.role, name="desk_role"),
    path("bord/<slug:code>/<int:pk>/", views_items.item, name="desk_item"),
]
