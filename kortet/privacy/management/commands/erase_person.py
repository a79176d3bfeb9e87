"""For requests that come by telephone or post: manage.py erase_person --town fjordby --email ida@example.org"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kortet.letters.addresses import canonical
from kortet.municipalities.models import Municipality
from kortet.privacy.erasing import ANONYMISE, REMOVE, all_of, erase
from kortet.privacy.rows import Who


class Command(BaseCommand):
    help = "Erases all that a municipality keeps about an address. First make sure that it is its owner who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--town", required=True)
        parser.add_argument("--email", required=True)
        parser.add_argument("--keep-words", action="store_true", help="leave the words, without the name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            town = Municipality.objects.by_code(options["town"])
            who = Who(canonical(options["email"]))
        except (LookupError, ValidationError) as error:
            raise CommandError(str(error)) from error
        how = ANONYMISE if options["keep_words"] else REMOVE
        erasure = erase(town, who, all_of(who, town), how=how)
        print(f"{len(erasure.items)} rows erased")
