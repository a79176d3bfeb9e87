// Reads calendars with ical.js, which shares no code with ours: one JSON line in ({data, until}), one JSON line out.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

const moment = (time) => time.toJSDate().toISOString();

function dates(event, until) {
  if (!event.isRecurring()) return [[event.startDate, event.endDate, event.component]];
  const found = [], walk = event.iterator();
  for (let next = walk.next(); next && next.toJSDate() < until; next = walk.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    found.push([startDate, endDate, item.component]);
  }
  return found;
}

function read({ data, until }) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(data));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const components = calendar.getAllSubcomponents("vevent");
  const series = components.filter((one) => !one.hasProperty("recurrence-id")).map((one) => new ICAL.Event(one));
  for (const one of components.filter((each) => each.hasProperty("recurrence-id"))) {
    series.find((event) => event.uid === one.getFirstPropertyValue("uid")).relateException(one);
  }
  return series.flatMap((event) => dates(event, new Date(until)).map(([start, end, component]) => ({
    title: event.summary, start: moment(start), end: moment(end),
    wall: start.toString(), status: component.getFirstPropertyValue("status"),
  })));
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(read(JSON.parse(line)))}\n`);
}
