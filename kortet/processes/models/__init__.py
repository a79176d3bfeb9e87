from kortet.processes.models.document import Document
from kortet.processes.models.phase import Phase
from kortet.processes.models.process import Process
from kortet.processes.models.target import InvitedPartner, TargetGroup

__all__ = ["Document", "InvitedPartner", "Phase", "Process", "TargetGroup"]
