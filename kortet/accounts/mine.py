"""What is somebody's own in a municipality: by their account, and by the address that they have shown to be theirs."""

from django.db.models import QuerySet
from django.utils import timezone

from kortet.events.models import SignUp
from kortet.letters.addresses import mark_of
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pins.models import Comment, Follower, Pin
from kortet.watches.models import Watch

SHOWN = 50  # of each kind, the newest


class Mine:
    """One person's own. Each kind is one question; without a shown address the last four are empty."""

    def __init__(self, user: User, town: Municipality) -> None:
        self.user, self.town, self.email = user, town, user.shown_email

    @property
    def pins(self) -> QuerySet[Pin]:
        mine = Pin.objects.of(self.town).filter(author=self.user).defer("shape", "text", "search")
        return mine.order_by("-created", "-pk")[:SHOWN]

    @property
    def comments(self) -> QuerySet[Comment]:
        mine = Comment.objects.of(self.town).filter(author=self.user, is_official=False).with_threads_before()
        return mine.select_related("pin").defer("pin__shape", "pin__text", "pin__search").order_by("-created")[:SHOWN]

    @property
    def partners(self) -> QuerySet[Partner]:
        return Partner.objects.of(self.town).run_by(self.user).as_rows()

    @property
    def left(self) -> int:
        """How many pins were dropped with the address before there was an account."""
        return Follower.objects.left_by(self.town, self.email).count() if self.email else 0

    @property
    def follows(self) -> QuerySet[Follower]:
        told = Follower.objects.of_address(self.town, self.email).told().filter(is_author=False)
        return told.with_pin().filter(pin__moderation="shown").order_by("-created")[: self.most]

    @property
    def watches(self) -> QuerySet[Watch]:
        return Watch.objects.of_address(self.town, self.email).confirmed().order_by("-created")[: self.most]

    @property
    def sign_ups(self) -> QuerySet[SignUp]:
        coming = SignUp.objects.of(self.town).filter(mark=mark_of(self.email), occurrence__ends__gt=timezone.now())
        rows = coming.select_related("occurrence__event").defer("occurrence__event__shape")
        return rows.order_by("occurrence__starts", "pk")[: self.most]

    @property
    def most(self) -> int:
        return SHOWN if self.email else 0
