"""Addresses of pictures: the same in every language."""

from django.urls import path, re_path

from kortet.pins import views_cover, views_pictures

urlpatterns = [
    re_path(r"^billeder/venter/(?P<key>[2-9a-z]{28})\.jpg\Z", views_pictures.waiting, name="waiting_picture"),
    path("billeder/kvittering/<str:token>/<int:position>.jpg", views_pictures.on_receipt, name="receipt_picture"),
    path("naal/<str:word>/billeder/<int:position>/original.jpg", views_cover.original, name="original_picture"),
]
