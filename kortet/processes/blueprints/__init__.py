"""Six ways to begin: a sheet that is filled in as an example, to be changed (docs/processes.md)."""

from kortet.processes.blueprints.blueprint import Blueprint
from kortet.processes.blueprints.citizen_survey import CITIZEN_SURVEY
from kortet.processes.blueprints.debate_meeting import DEBATE_MEETING
from kortet.processes.blueprints.hearing import HEARING
from kortet.processes.blueprints.idea_process import IDEA_PROCESS
from kortet.processes.blueprints.local_citizenship import LOCAL_CITIZENSHIP
from kortet.processes.blueprints.participatory_budget import PARTICIPATORY_BUDGET

EVERY = (DEBATE_MEETING, IDEA_PROCESS, LOCAL_CITIZENSHIP, CITIZEN_SURVEY, HEARING, PARTICIPATORY_BUDGET)
BLUEPRINTS: dict[str, Blueprint] = {blueprint.word: blueprint for blueprint in EVERY}

__all__ = ["BLUEPRINTS", "Blueprint"]
