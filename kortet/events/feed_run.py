"""Fetching a feed: try it without storing anything, or take what it has."""

from typing import Any

from kortet.events.calendar_import import CalendarImport, Outcome, Reader
from kortet.events.models.feed import Feed
from kortet.events.plain_text import one_line
from kortet.events.reading import MOST_BYTES, CalendarError
from kortet.events.reading_calendars import read_calendar
from kortet.events.reading_json import JsonMapping, read_json
from kortet.events.reading_rss import read_rss
from kortet.events.reading_tables import read_events_table
from kortet.safe_fetch import Answer, NotFetchedError, SafeFetch

KEPT_REFUSALS, KEPT_MISSING = 50, 50
TYPES = {
    "ics": "text/calendar",
    "json": "application/json",
    "rss": "application/rss+xml, application/atom+xml, application/xml",
    "csv": "text/csv",
}


class FeedFetch(SafeFetch):
    """What a feed may send, in bytes, and how long it may take, in seconds."""

    accept = ", ".join(TYPES.values()) + ", */*;q=0.1"
    most = MOST_BYTES
    seconds = 20


def reader_of(format_name: str, mapping: JsonMapping | None = None) -> Reader:
    """What reads a format; JSON by a mapping."""
    if format_name == "json" and mapping is not None:
        return lambda data: read_json(data, mapping)
    return {"ics": read_calendar, "rss": read_rss, "csv": read_events_table}[format_name]


def order_of(feed: Feed) -> CalendarImport:
    reader = reader_of(feed.format, feed.json_mapping if feed.format == "json" else None)
    return CalendarImport(feed.municipality, feed.source, feed.organiser, reader=reader)


def fetched(feed: Feed, *, if_changed: bool) -> Answer:
    """Raises NotFetchedError."""
    conditions = {"etag": feed.etag, "modified": feed.modified} if if_changed else {}
    return FeedFetch(feed.host).ask(feed.address, **conditions)


def rehearsed(feed: Feed) -> Outcome:
    """What a run would do; stores nothing. Raises NotFetchedError or CalendarError."""
    return order_of(feed).rehearse(fetched(feed, if_changed=False).content)


def run(feed: Feed) -> bool:
    """Fetches and stores; returns whether it went well. Whatever happened stands on the feed afterwards.

    What was removed, turned off or put on pause while the source took its time is not stored.
    """
    feed.begin()
    try:
        answer = fetched(feed, if_changed=True)
        if answer.status == 304:
            feed.succeed()
            return True
        if not Feed.objects.wanted().filter(pk=feed.pk).exists():
            return False
        outcome = order_of(feed).take(answer.content, cancel_missing=feed.cancel_missing)
        feed.succeed(told(outcome), answer.etag, answer.modified)
    except (NotFetchedError, CalendarError) as error:
        feed.fail(problem_of(error))
        return False
    except Exception:
        feed.fail({"kind": "FAULT"})  # ours, not the source's: the log has the rest
        raise
    return True


def told(outcome: Outcome) -> dict[str, Any]:
    """What is kept of an outcome: counts, and the first of what was refused or is missing."""
    return {
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.unchanged,
        "refused": len(outcome.refused),
        "reasons": [[title, one_line(reason, 300)] for title, reason in outcome.refused[:KEPT_REFUSALS]],
        "missing": outcome.missing[:KEPT_MISSING],
    }


def problem_of(error: NotFetchedError | CalendarError) -> dict[str, Any]:
    """Why a fetch failed, as it is kept: a code for what has words (`feed_words`), or the reader's own words."""
    if isinstance(error, CalendarError):
        return {"kind": "UNREADABLE", "why": one_line(str(error), 300)}
    return {"kind": error.trouble.name, "status": error.status, "leads_to": error.leads_to[:300]}
