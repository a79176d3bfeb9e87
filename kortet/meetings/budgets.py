"""How often something may be done in the hall. Hundreds share one network address there, so joining and speaking are
counted for a person and for a meeting; only wrong codes are counted for a network, because they are no meeting's."""

from kortet.budgets.models import Budget

MINUTES = 60
WRONG_CODES = Budget("meetings.wrong-code", most=100, seconds=10 * MINUTES)
JOINS = Budget("meetings.joins", most=3000, seconds=10 * MINUTES)
SAID_BY_PERSON = Budget("meetings.said.person", most=40, seconds=10 * MINUTES)
SAID_AT_MEETING = Budget("meetings.said.meeting", most=6000, seconds=10 * MINUTES)
SAID_AT_TABLE = Budget("meetings.said.table", most=600, seconds=10 * MINUTES)
