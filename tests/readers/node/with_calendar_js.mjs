// @nextcloud/calendar-js, the reader of Nextcloud's calendar; it is built on ical.js.
import { DateTimeValue, getParserManager } from "@nextcloud/calendar-js";
import { day, inside, item, moment, serve } from "./lines.mjs";

function* read(ics, start, end) {
  const parser = getParserManager().getParserForFileType("text/calendar");
  parser.parse(ics);
  if (parser.getErrorList().length) throw new Error(parser.getErrorList().join("; "));
  for (const object of parser.getAllItems()) {
    for (const event of object.getEventIterator()) {
      if (event.isMasterItem()) yield* inside(expanded(event, start, end), start, end);
    }
    for (const todo of object.getTodoIterator()) {
      yield item("todo", todo.uid, {
        ...shared(todo),
        end: when(todo.dueTime),
        percent: todo.percent,
      });
    }
  }
}

function* expanded(event, start, end) {
  const [from, until] = [start, end].map((edge) =>
    DateTimeValue.fromJSDate(new Date(edge), true),
  );
  const found = event.recurrenceManager.getAllOccurrencesBetween(from, until);
  for (const one of found) {
    yield item("event", one.uid, {
      ...shared(one),
      start: when(one.startDate),
      end: when(one.endDate),
    });
  }
}

const shared = (part) => ({
  summary: part.title,
  description: part.description,
  location: part.location,
  status: part.status,
  sequence: part.sequence,
  alarms: [...part.getAlarmIterator()].map((alarm) => alarm.trigger.value.totalSeconds / 60),
});

function when(time) {
  if (!time) return null;
  if (time.isDate) return day(new Date(Date.UTC(time.year, time.month - 1, time.day)));
  return moment(time.jsDate) + (time.isFloatingTime() ? " floating" : "");
}

await serve(read);
