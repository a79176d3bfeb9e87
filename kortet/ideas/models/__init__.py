"""What becomes of the proposals of a process; one noun a file."""

from kortet.ideas.models.author import Author
from kortet.ideas.models.decision import Decision
from kortet.ideas.models.gathered import Gathered
from kortet.ideas.models.idea import Idea
from kortet.ideas.models.milestone import Milestone
from kortet.ideas.models.question import OfficeQuestion
from kortet.ideas.models.version import IdeaVersion

__all__ = ["Author", "Decision", "Gathered", "Idea", "IdeaVersion", "Milestone", "OfficeQuestion"]
