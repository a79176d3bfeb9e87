"""Addresses of what a citizen does with pins."""

from django.urls import path

from kortet.pins import views, views_author, views_cover, views_follow, views_pictures, views_support, views_talk

urlpatterns = [
    path("naale/ny/", views.drop, name="drop"),
    path("naale/kvittering/<str:token>/", views.receipt, name="receipt"),
    path("billeder/", views_pictures.send, name="send_picture"),
    path("naal/<str:word>/stoet/", views_support.support, name="support"),
    path("naal/<str:word>/kommenter/", views_talk.comment, name="comment"),
    path("naal/<str:word>/anmeld/", views_talk.complain, name="complain"),
    path("naal/<str:word>/foelg/", views_follow.follow, name="follow"),
    path("naal/<str:word>/billeder/<int:position>/daek/", views_cover.cover, name="cover_picture"),
    path("foelger/<str:word>/", views_follow.follower, name="follower"),
    path("foelger/<str:word>/ret/", views_follow.revise, name="revise"),
    path("foelger/<str:word>/genaabn/", views_author.wish_reopening, name="wish_reopening"),
    path("foelger/<str:word>/samme/", views_author.wish_merging, name="wish_merging"),
    path("loest/<str:word>/", views_author.verdict, name="verdict"),
    path("foelger/<str:word>/stop/", views_follow.stop_following, name="stop_following"),
]
