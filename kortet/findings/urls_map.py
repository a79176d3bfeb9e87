"""Addresses of maps of drawn places, of files with all answers, and of what people wrote."""

from django.urls import path

from kortet.findings import views_export, views_map, views_map_live, views_texts

SEEN, RUN = "u/<slug:word>/resultat/kort/", "forloeb/<slug:slug>/undersoegelser/<slug:word>/svar/"

urlpatterns = [
    path(SEEN, views_map.survey_map, name="survey_map"),
    path(f"{SEEN}<slug:key>.json", views_map.survey_map_shapes, name="survey_map_shapes"),
    path(f"{SEEN}valg/<slug:key>.json", views_map.survey_map_objects, name="survey_map_objects"),
    path(f"{SEEN}<slug:key>.csv", views_map.survey_map_csv, name="survey_map_csv"),
    path(f"{SEEN}<slug:key>-<slug:look>.png", views_map.survey_map_picture, name="survey_map_picture"),
    path(f"{RUN}kort/", views_map_live.survey_live_map, name="survey_live_map"),
    path(f"{RUN}kort.json", views_map_live.survey_live_map_shapes, name="survey_live_map_shapes"),
    path(f"{RUN}kort.png", views_map_live.survey_live_map_heat, name="survey_live_map_heat"),
    path(f"{RUN}kort/valg/", views_map_live.survey_live_objects, name="survey_live_objects"),
    path(f"{RUN}kort/valg.json", views_map_live.survey_live_objects_shapes, name="survey_live_objects_shapes"),
    path(f"{RUN}udtraek/", views_export.survey_exports, name="survey_exports"),
    path(f"{RUN}udtraek/<slug:ending>/", views_export.survey_export, name="survey_export"),
    path("u/<slug:word>/resultat/tekster/", views_texts.survey_words, name="survey_words"),
    path(f"{RUN}tekster/", views_texts.survey_texts, name="survey_texts"),
    path(f"{RUN}tekster/<int:number>/citat/", views_texts.survey_quote, name="survey_quote"),
]
