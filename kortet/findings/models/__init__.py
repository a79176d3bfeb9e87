"""The population that answers are held against, and results as they were published."""

from kortet.findings.models.maps import PublishedMap

__all__ = ["PublishedMap"]
