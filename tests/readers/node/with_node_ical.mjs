// node-ical.
import ical from "node-ical";
import { inside, item, moment, serve } from "./lines.mjs";

function* read(ics, start, end) {
  const parts = Object.values(ical.sync.parseICS(ics));
  const events = parts.filter((part) => part.type === "VEVENT");
  for (const event of events) yield* inside(expanded(event, start, end), start, end);
  for (const todo of parts.filter((part) => part.type === "VTODO")) {
    yield item("todo", todo.uid, { ...shared(todo), end: when(todo.due) });
  }
}

function* expanded(event, start, end) {
  if (!event.rrule) {
    const times = { start: when(event.start), end: when(event.end) };
    yield item("event", event.uid, { ...shared(event), ...times });
    return;
  }
  const window = { from: new Date(start), to: new Date(end) };
  for (const one of ical.expandRecurringEvent(event, window)) {
    const as = one.isFullDay ? localDay : moment;
    const times = { start: as(one.start), end: as(one.end) };
    yield item("event", event.uid, { ...shared(one.event), ...times });
  }
}

const shared = (part) => ({
  summary: part.summary,
  description: part.description,
  location: part.location,
  status: part.status,
  percent: part.completion == null ? null : Number(part.completion),
  sequence: part.sequence == null ? null : Number(part.sequence),
  alarms: (part.alarms ?? []).map((alarm) => minutes(alarm.trigger)),
});

const when = (date) => (date?.dateOnly ? localDay(date) : date && moment(date));

// It gives a day as its midnight where the machine is; sv writes 2026-05-01.
const localDay = (date) => date.toLocaleDateString("sv");

// It keeps the trigger as it is written, such as -P6DT15H.
function minutes(trigger) {
  const written = String(trigger?.val ?? trigger);
  const [, sign, days, hours, least] = written.match(
    /^([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/,
  );
  const sum = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(least ?? 0);
  return sign === "-" ? -sum : sum;
}

await serve(read);
