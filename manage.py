#!/usr/bin/env python
"""Django's command line for Kortet; `./scripts/manage` starts the private database first."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kortet.settings")
    # What is imported stays: looking through it for rubbish after every 700 new objects is an eighth of the start, and
    # once more at the end (without `freeze`) as much as a fifth of a short command.
    gc.set_threshold(50_000)
    execute_from_command_line(sys.argv)
    gc.freeze()
