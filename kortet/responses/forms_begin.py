"""The form with which one begins: nothing to fill in, but what robots fall into."""

from kortet.people.robots import RobotTrap


class BeginForm(RobotTrap):
    """Begins a response."""
