// What the readers written in JavaScript share; python/lines.py says what it is.
import { createInterface } from "node:readline";

export async function serve(read) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { ics, start, end } = JSON.parse(line);
    let answer;
    try {
      answer = { items: [...read(ics, start, end)] };
    } catch (fault) {
      answer = { fault: String(fault) };
    }
    console.log(JSON.stringify(answer));
  }
}

// A moment in UTC, and of a Date that stands for a day, the day.
export const moment = (date) => `${date.toISOString().slice(0, 19)}Z`;
export const day = (date) => date.toISOString().slice(0, 10);

export function item(kind, uid, fields) {
  const plain = { start: null, end: null, status: null, percent: null, sequence: null };
  const texts = { summary: "", description: "", location: "" };
  const given = Object.entries(fields).filter(([, value]) => value != null);
  return { kind, uid, ...plain, ...texts, alarms: [], ...Object.fromEntries(given) };
}

// Those that begin in the window; to-dos have no beginning and are all there.
export function* inside(items, start, end) {
  for (const found of items) {
    if (found.start === null || (start <= found.start && found.start < end)) yield found;
  }
}
