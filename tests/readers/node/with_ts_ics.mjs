// ts-ics.
import { convertIcsCalendar } from "ts-ics";
import { day, inside, item, moment, serve } from "./lines.mjs";

function* read(ics, start, end) {
  const calendar = convertIcsCalendar(undefined, ics);
  const events = (calendar.events ?? []).map((event) =>
    item("event", event.uid, {
      ...shared(event),
      start: when(event.start),
      end: when(event.end),
    }),
  );
  yield* inside(events, start, end);
  for (const todo of calendar.todos ?? []) {
    yield item("todo", todo.uid, {
      ...shared(todo),
      end: when(todo.due),
      percent: todo.percentComplete,
    });
  }
}

const shared = (part) => ({
  summary: part.summary,
  description: part.description,
  location: part.location,
  status: part.status,
  sequence: part.sequence,
  alarms: (part.alarms ?? []).map(({ trigger }) => minutes(trigger.value)),
});

const when = (time) => time && (time.type === "DATE" ? day : moment)(time.date);

function minutes({ before, weeks = 0, days = 0, hours = 0, minutes: least = 0 }) {
  const sum = ((weeks * 7 + days) * 24 + hours) * 60 + least;
  return before ? -sum : sum;
}

await serve(read);
