"""The accounts of members: whoever shows that an address is theirs has one, without a password."""

from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest

from kortet.municipalities.words import secret_word
from kortet.people.models import User

SALT, SECONDS = "partners.sign-in", 60 * 30
BACKEND = "django.contrib.auth.backends.ModelBackend"


def account_of(email: str) -> User:
    """The account behind an address that somebody has just shown to be theirs; made if there was none."""
    if found := User.objects.filter(email__iexact=email).order_by("pk").first():
        return found
    free = len(email) <= 150 and not User.objects.filter(username__iexact=email).exists()
    return User.objects.create_user(email.lower() if free else secret_word(), email=email)


def member_with(email: str) -> User | None:
    """Who may sign in by a letter to this address: members of a partner. Staff sign in with their password."""
    members = User.objects.filter(email__iexact=email, is_active=True, is_staff=False, memberships__isnull=False)
    return members.order_by("pk").first()


def token_for(user: User) -> str:
    """What stands in the link of the letter: good for half an hour, and until it was used."""
    return signing.dumps([user.pk, stamp_of(user)], salt=SALT)


def user_of(token: str) -> User | None:
    try:
        pk, stamp = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True, is_staff=False).first()
    return user if user is not None and stamp_of(user) == stamp else None


def stamp_of(user: User) -> str:
    """Signing in changes it, so a link works once."""
    return user.last_login.isoformat() if user.last_login else ""


def sign_in(request: HttpRequest, user: User) -> None:
    login(request, user, backend=BACKEND)
