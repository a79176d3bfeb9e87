"""What a source answers."""

LAYERS = {"Content-Type": "text/calendar"}


def ics(*uids, title="Korprøve", start="20300104T190000"):
    parts = [f"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\nEND:VEVENT\r\n" for uid in uids]
    return "".join(["BEGIN:VCALENDAR\r\n", *parts, "END:VCALENDAR\r\n"]).encode()


def lay(server, content, status=200, **headers):
    server.answer = (status, {**LAYERS, **{name.replace("_", "-"): value for name, value in headers.items()}}, content)
