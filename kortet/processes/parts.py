"""What somebody is in a process."""

from django.contrib.auth.models import AnonymousUser

from kortet.people.models import Role, User
from kortet.processes.models import Process
from kortet.processes.rights import Doing, Part


def parts_of(user: User | AnonymousUser, process: Process) -> frozenset[Part]:
    """The parts of a person in a process, but authorship, which is known with the idea (`Part.AUTHOR`)."""
    if not user.is_authenticated:
        return frozenset({Part.CITIZEN})
    this = Process.objects.filter(pk=process.pk)
    held = {
        Part.CITIZEN: True,
        Part.OWNER: this.designed_by(user, process.municipality).exists(),
        Part.MODERATOR: this.worked_on_by(user, process.municipality, Role.Kind.MODERATOR).exists(),
        Part.PARTNER: this.run_with(user).exists(),
    }
    return frozenset(part for part, has in held.items() if has)


def may(user: User | AnonymousUser, process: Process, doing: Doing, *, is_author: bool = False) -> bool:
    """Whether a person may do that in the process now, in any of their parts."""
    parts = parts_of(user, process) | ({Part.AUTHOR} if is_author else set())
    return any(process.allows(doing, part) for part in parts)
