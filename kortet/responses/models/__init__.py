"""Responses to a survey, their answers, and the places that they drew."""

from kortet.responses.models.answer import Answer, DrawnPlace
from kortet.responses.models.response import Response

__all__ = ["Answer", "DrawnPlace", "Response"]
