"""What is left of an account that its owner wants gone: a number, to which the journal's entries lead, and nobody."""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from kortet.people.models import User


def erase_accounts(users: "QuerySet[User]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """No name, no address, no way in: whoever is signed in with it is not any more, with the next request."""
    for user in users.filter(is_staff=False):
        user.username, user.email, user.first_name, user.last_name = f"slettet-{secrets.token_hex(8)}", "", "", ""
        user.is_active, user.last_login = False, None
        user.set_unusable_password()
        user.save()
        for rows in (EmailAddress, Authenticator, SocialAccount, UserSession):
            rows.objects.filter(user=user).delete()
