"""What citizens say about places; one noun a file."""

from kortet.municipalities.words import public_word
from kortet.pins.models.comment import Comment
from kortet.pins.models.complaint import Complaint
from kortet.pins.models.follower import Follower
from kortet.pins.models.known_word import KnownWord
from kortet.pins.models.picture import PinPicture
from kortet.pins.models.pin import Actor, Pin
from kortet.pins.models.revision import Revision
from kortet.pins.models.series import Series
from kortet.pins.models.support import Support

__all__ = [
    "Actor",
    "Comment",
    "Complaint",
    "Follower",
    "KnownWord",
    "Pin",
    "PinPicture",
    "Revision",
    "Series",
    "Support",
    "public_word",
]
