// ical.js, the reader of Thunderbird.
import ICAL from "ical.js";
import { inside, item, moment, serve } from "./lines.mjs";

function* read(ics, start, end) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const events = calendar
    .getAllSubcomponents("vevent")
    // Left to itself, it gives each series the changed meetings of all the others.
    .map((part) => new ICAL.Event(part, { exceptions: [], strictExceptions: true }));
  const first = new Map();
  for (const event of events) {
    if (!event.isRecurrenceException()) first.set(event.uid, event);
  }
  for (const event of events) {
    if (event.isRecurrenceException()) first.get(event.uid).relateException(event);
  }
  for (const event of first.values()) yield* inside(expanded(event, end), start, end);
  for (const todo of calendar.getAllSubcomponents("vtodo")) {
    yield plain("todo", todo, null, todo.getFirstPropertyValue("due"));
  }
}

function* expanded(event, end) {
  if (!event.isRecurring()) {
    yield plain("event", event.component, event.startDate, event.endDate);
    return;
  }
  const each = event.iterator();
  for (let next = each.next(); next && next.toString() < end; next = each.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    yield plain("event", item.component, startDate, endDate);
  }
}

function plain(kind, part, begins, ends) {
  const of = (name) => part.getFirstPropertyValue(name);
  return item(kind, of("uid"), {
    start: when(begins),
    end: when(ends),
    summary: of("summary"),
    description: of("description"),
    location: of("location"),
    status: of("status"),
    percent: of("percent-complete"),
    sequence: of("sequence"),
    alarms: part
      .getAllSubcomponents("valarm")
      .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds() / 60),
  });
}

function when(time) {
  if (!time) return null;
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) return `${time} floating`;
  return moment(new Date(time.toUnixTime() * 1000));
}

await serve(read);
