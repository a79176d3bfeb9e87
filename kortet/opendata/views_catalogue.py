"""The catalogue that harvesters of open data read (opendata.dk, datavejviser.dk)."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from kortet.municipalities.requests import TownRequest
from kortet.opendata import dcat
from kortet.opendata.answers import open_data
from kortet.opendata.question import known


@open_data
def turtle(request: TownRequest) -> HttpResponseBase:
    known(request.GET)
    return HttpResponse(dcat.as_turtle(dcat.catalogue(request.municipality)), content_type="text/turtle; charset=utf-8")


@open_data
def json_ld(request: TownRequest) -> HttpResponseBase:
    known(request.GET)
    return HttpResponse(dcat.as_json_ld(dcat.catalogue(request.municipality)), content_type="application/ld+json")
