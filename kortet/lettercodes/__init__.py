"""Codes that are sent by letter: to vote with (ballots), and to answer a survey with (responses). No tables here."""
