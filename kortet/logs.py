"""Structured logs: one JSON object a line, so that no visitor can forge a line.

No query strings, and no words that only their owner has.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

ORDINARY = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "request", "server_time", "taskName"}
SECRET = re.compile(r"[\w:-]{28,}")  # what only its owner has: the words in letters' links, the receipt's
MOST_LETTERS = 2_000
requests = logging.getLogger("kortet.requests")


class LineFormatter(logging.Formatter):
    """One record as one JSON line: time (UTC), level, logger, text, and what was passed as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": said(record),
        }
        line |= {name: value for name, value in vars(record).items() if name not in ORDINARY}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def said(record: logging.LogRecord) -> str:
    """What it says, cut short. Django tells the paths of what it refuses: they are told as ours are."""
    text = record.getMessage()[:MOST_LETTERS]
    return SECRET.sub("…", text) if record.name.startswith("django.") else text


class RequestLogMiddleware:
    """Logs each request's method, path, status and milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        spent = round((time.perf_counter() - began) * 1000, 1)
        level = logging.INFO if response.status_code >= 400 else logging.DEBUG
        path = SECRET.sub("…", request.path[:MOST_LETTERS])
        seen = {"method": request.method, "path": path, "status": response.status_code, "ms": spent}
        requests.log(level, "request", extra=seen)
        return response
