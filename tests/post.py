"""A mail server that speaks SMTP on a real socket; tests tell it what to answer."""

import re
import socket
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller

SITE = "https://kortet.example:8443"


def link_in(letter):
    """The path that the first link of a letter leads to."""
    text = letter.get_body(("plain",)).get_content()
    return re.search(re.escape(SITE) + r"(/\S+)", text).group(1)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class PostOffice:
    """Keeps what it was given. `answers` are said, one to each letter, before it takes the next: "451 later"."""

    def __init__(self):
        self.letters, self.recipients, self.answers = [], [], []
        self.port = free_port()

    def __enter__(self):
        self.reopen()
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        if self.server.server:
            self.server.stop()

    def reopen(self):
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    async def handle_DATA(self, server, session, envelope):
        if self.answers:
            return self.answers.pop(0)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"
