"""The population that answers are held against, tags and quotes of free text, and results as they were published."""

from kortet.findings.models.maps import PublishedMap
from kortet.findings.models.population import Population
from kortet.findings.models.published import Published
from kortet.findings.models.texts import COLOURS, PublishedTags, Quote, TaggedText, TextTag

__all__ = ["COLOURS", "Population", "Published", "PublishedMap", "PublishedTags", "Quote", "TaggedText", "TextTag"]
