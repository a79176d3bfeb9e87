"""Responses to a survey, their answers and the places that they drew; and the ways by which people come to answer."""

from kortet.responses.models.answer import Answer, DrawnPlace
from kortet.responses.models.aside import SetAside
from kortet.responses.models.code import SurveyCode, SurveyPackage
from kortet.responses.models.response import Response
from kortet.responses.models.tablet import Tablet

__all__ = ["Answer", "DrawnPlace", "Response", "SetAside", "SurveyCode", "SurveyPackage", "Tablet"]
