"""A survey, its editions, and what is drawn beforehand on its maps."""

from kortet.surveys.models.edition import Edition, MapObject
from kortet.surveys.models.survey import Survey

__all__ = ["Edition", "MapObject", "Survey"]
