from kortet.ballots.models.ballot import Ballot
from kortet.ballots.models.code import Code, Package
from kortet.ballots.models.count import Count
from kortet.ballots.models.option import Option
from kortet.ballots.models.urn import Urn, Voter

__all__ = ["Ballot", "Code", "Count", "Option", "Package", "Urn", "Voter"]
