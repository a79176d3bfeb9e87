"""Addresses of the ideas of a process; Danish words, English under /en/."""

from django.urls import path

from kortet.ideas import views, views_author, views_develop, views_gather, views_moderate, views_office

IN = "forloeb/<slug:slug>/forslag/"
ONE = f"{IN}<str:word>/"

urlpatterns = [
    path("forslag/samtykke/<str:key>/", views_gather.consent, name="idea_consent"),
    path("forslag/forfatter/<str:key>/", views_author.author, name="idea_author"),
    path("forslag/forfatter/<str:key>/stop/", views_author.stop, name="stop_authoring"),
    path("forloeb/<slug:slug>/forslag.geojson", views.geojson, name="ideas_geojson"),
    path(IN, views.ideas, name="ideas"),
    path(f"{IN}saml/", views_gather.gather, name="gather_ideas"),
    path(f"{IN}venter/", views_moderate.waiting, name="ideas_waiting"),
    path(ONE, views.idea, name="idea"),
    path(f"{ONE}udgaver/", views.differences, name="idea_versions"),
    path(f"{ONE}naale/", views_gather.pins, name="idea_pins"),
    path(f"{ONE}vaer-med/", views_develop.join, name="join_idea"),
    path(f"{ONE}ny-udgave/", views_develop.write, name="write_idea"),
    path(f"{ONE}ny-udgave/<str:key>/", views_develop.write, name="write_idea_by"),
    path(f"{ONE}svar/<int:question>/", views_develop.answer, name="answer_idea"),
    path(f"{ONE}svar/<int:question>/<str:key>/", views_develop.answer, name="answer_idea_by"),
    path(f"{ONE}medforfattere/", views_office.co_authors, name="idea_co_authors"),
    path(f"{ONE}spoerg/", views_office.ask, name="ask_idea"),
    path(f"{ONE}pris/", views_office.estimate, name="estimate_idea"),
    path(f"{ONE}beslut/", views_office.decide, name="decide_idea"),
    path(f"{ONE}milepaele/", views_office.milestones, name="idea_milestones"),
    path(f"{ONE}milepaele/<int:milestone>/", views_office.milestones, name="idea_milestone"),
    path(f"{ONE}vis/", views_moderate.hide, name="hide_idea"),
]
