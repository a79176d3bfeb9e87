"""Delivery: one conversation with the mail server, in which each due letter is handed over."""

import smtplib
from email.mime.image import MIMEImage
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from kortet.letters.models import Letter

PICTURE = "kort"  # the name by which the HTML finds the picture (RFC 2392)
LASTING = range(500, 600)


class ServerGoneError(Exception):
    """The mail server does not answer, or answers nobody just now."""


def deliver_due() -> int:
    """Delivers what is due; returns how many were taken by the server. Stops at the first sign that it is not there."""
    server = get_connection(fail_silently=False)
    sent = 0
    try:
        while letter := Letter.objects.take():
            sent += hand_over(letter, server)
    except ServerGoneError:
        return sent
    finally:
        server.close()
    return sent


def hand_over(letter: Letter, server: BaseEmailBackend) -> bool:
    """Gives one letter to the server and writes down what it said."""
    try:
        server.send_messages([message_of(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return answered(letter, str(codes), lasting=all(code in LASTING for code in codes))
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        return answered(letter, f"{error.smtp_code}", lasting=error.smtp_code in LASTING)
    except (smtplib.SMTPException, OSError) as error:
        letter.is_missed(f"{type(error).__name__}: {error}")
        raise ServerGoneError from error
    letter.is_delivered()
    return True


def answered(letter: Letter, said: str, *, lasting: bool) -> bool:
    """The server spoke, and did not take this letter: for now, or for ever."""
    if lasting:
        letter.is_refused(said)
    else:
        letter.waits(said)
    return False


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail. Its Message-ID is made of its key: what a crash sends twice, a mailbox can know again."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = {
        "Message-ID": f"<{letter.key}.{letter.mark[:8]}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop:
        headers |= {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    author = formataddr((letter.municipality.name, sender))
    mail = EmailMultiAlternatives(letter.subject, letter.text, author, [letter.to], headers=headers)
    mail.attach_alternative(letter.html, "text/html")
    if letter.picture:
        mail.attach(inline(bytes(letter.picture)))
        mail.mixed_subtype = "related"
    return mail


def inline(picture: bytes) -> MIMEImage:
    part = MIMEImage(picture)
    part.add_header("Content-ID", f"<{PICTURE}>")
    part.add_header("Content-Disposition", "inline", filename="kort.png")
    return part
