"""A survey, its editions with their steps, what is drawn beforehand on its maps, and the bank of questions."""

from kortet.surveys.models.bank import BankQuestion
from kortet.surveys.models.edition import Edition, MapObject
from kortet.surveys.models.step import EditionStep
from kortet.surveys.models.survey import Survey

__all__ = ["BankQuestion", "Edition", "EditionStep", "MapObject", "Survey"]
