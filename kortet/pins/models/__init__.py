"""What citizens say about places, and what is answered; one noun a file."""

from kortet.municipalities.words import public_word
from kortet.pins.models.area_answer import AreaAnswer
from kortet.pins.models.comment import Comment
from kortet.pins.models.complaint import Complaint
from kortet.pins.models.follower import Follower
from kortet.pins.models.handled import Actor
from kortet.pins.models.known_word import KnownWord
from kortet.pins.models.picture import PinPicture
from kortet.pins.models.pin import Pin
from kortet.pins.models.planned_answer import PlannedAnswer
from kortet.pins.models.revision import Revision
from kortet.pins.models.same_as import SameAs
from kortet.pins.models.series import Series
from kortet.pins.models.state import State
from kortet.pins.models.support import Support
from kortet.pins.models.verdict import Verdict
from kortet.pins.models.wording import AnswerTemplate

__all__ = [
    "Actor",
    "AnswerTemplate",
    "AreaAnswer",
    "Comment",
    "Complaint",
    "Follower",
    "KnownWord",
    "Pin",
    "PinPicture",
    "PlannedAnswer",
    "Revision",
    "SameAs",
    "Series",
    "State",
    "Support",
    "Verdict",
    "public_word",
]
