"""Thunderbird itself, without a screen: run by hand, because it is large.

    apt-get install thunderbird
    PYTHONPATH=tests python tests/readers/thunderbird.py Pacific/Auckland

It imports files into calendars of its own, and says what it then holds; it subscribes
to a feed of one register in five states; and it imports those states one by one.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import actionplan as ap
from actionplan.formats import ical
from cases import Case, Item
from exports import case_of
from handmade import CASES
from programs import Reader, wrong
from registers import EXAMPLES
from test_radicale import FIRST, PLAN, norfolk, told

HOST, PORT = "127.0.0.1", 2828
PATIENCE_SECONDS = 120
READER = Reader("Thunderbird", ("thunderbird",))
END = date(2039, 1, 1)
NEW = """
const [kind, name, address] = args;
const made = cal.manager.createCalendar(kind, Services.io.newURI(address));
made.name = name;
cal.manager.registerCalendar(made);
return made.id;
"""
IMPORT = """
const [id, text] = args;
const stream = Cc["@mozilla.org/io/string-input-stream;1"]
  .createInstance(Ci.nsIStringInputStream);
stream.setByteStringData(unescape(encodeURIComponent(text)));
const items = Cc["@mozilla.org/calendar/import;1?type=ics"]
  .getService(Ci.calIImporter).importFromStream(stream);
let refused = 0;
const count = () => { refused += 1; };
await putItemsIntoCal(
  cal.manager.getCalendarById(id), items, { onDuplicate: count, onError: count },
);
return refused;
"""
REFRESH = """
cal.manager.getCalendarById(args[0]).refresh();
await new Promise((then) => setTimeout(then, 3000));
"""
ITEMS = """
const [id, end] = args;
const { ITEM_FILTER_ALL_ITEMS, ITEM_FILTER_CLASS_OCCURRENCES } = Ci.calICalendar;
const window = ["19700101T000000Z", end].map((edge) => cal.createDateTime(edge));
const found = await cal.manager.getCalendarById(id).getItemsAsArray(
  ITEM_FILTER_ALL_ITEMS | ITEM_FILTER_CLASS_OCCURRENCES, 0, ...window,
);
const day = (text) => text.replace(/(....)(..)(..)/, "$1-$2-$3");
const moment = (ms) => new Date(ms).toISOString().slice(0, 19) + "Z";
const when = (time) => time
  && (time.isDate ? day(time.icalString) : moment(time.nativeTime / 1000));
const number = (text) => text === null ? null : Number(text);
return found.map((item) => ({
  kind: item.isEvent() ? "event" : "todo",
  uid: item.id,
  start: when(item.isEvent() ? item.startDate : item.entryDate),
  end: when(item.isEvent() ? item.endDate : item.dueDate),
  summary: item.title,
  description: item.getProperty("DESCRIPTION"),
  location: item.getProperty("LOCATION"),
  status: item.status,
  percent: number(item.getProperty("PERCENT-COMPLETE")),
  sequence: number(item.getProperty("SEQUENCE")),
  alarms: item.getAlarms().map((alarm) => alarm.offset.inSeconds / 60),
}));
"""
SETTINGS = {
    "calendar.timezone.useSystemTimezone": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}


class Thunderbird:
    """A Thunderbird that runs, spoken to by Marionette, its protocol for tests."""

    def __init__(self) -> None:
        self._socket = _connected()
        self._file = self._socket.makefile("rb")
        self._number = 0
        self._received()
        self._said("WebDriver:NewSession", capabilities={})
        self._said("Marionette:SetContext", value="chrome")

    def run(self, script: str, *args: object) -> Any:
        """What a script gives that runs in the main window."""
        body = f"""
            const done = arguments[arguments.length - 1];
            const args = Array.from(arguments).slice(0, -1);
            (async () => {{ {script} }})().then(
              (found) => done(JSON.stringify([found ?? null])),
              (fault) => done(JSON.stringify(String(fault))),
            );"""
        fields = {"script": body, "args": args, "sandbox": "system"}
        found = json.loads(
            self._said("WebDriver:ExecuteAsyncScript", **fields)["value"]
        )
        assert isinstance(found, list), found
        return found[0]

    def calendar(self, name: str) -> str:
        """The id of a new and empty calendar."""
        return str(self.run(NEW, "storage", name, "moz-storage-calendar://"))

    def shows(self, calendar: str, case: Case) -> str:
        """How many items a calendar holds, and what of them is wrong."""
        found = self.run(ITEMS, calendar, f"{END:%Y%m%d}T000000Z")
        faults = list(wrong(READER, case, [Item.from_answer(item) for item in found]))
        right = "all right" if not faults else f"{len(faults)} faults"
        return "\n    ".join([f"{len(found)} items, {right}", *faults])

    def _said(self, command: str, **fields: object) -> Any:
        self._number += 1
        text = json.dumps([0, self._number, command, fields]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        _, _, fault, answer = self._received()
        assert fault is None, fault
        return answer

    def _received(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._file.read(1)
        return json.loads(self._file.read(int(length[:-1])))


def _connected() -> socket.socket:
    for _ in range(PATIENCE_SECONDS):
        try:
            return socket.create_connection((HOST, PORT), PATIENCE_SECONDS)
        except OSError:
            time.sleep(1)
    raise TimeoutError(f"nothing listens on port {PORT}")


@contextmanager
def thunderbird(zone: str) -> Iterator[Thunderbird]:
    """A Thunderbird with an empty profile, in a time zone, until the block ends."""
    with TemporaryDirectory() as folder:
        settings = {**SETTINGS, "calendar.timezone.local": zone}
        lines = [
            f"user_pref({json.dumps(k)}, {json.dumps(settings[k])});" for k in settings
        ]
        Path(folder, "user.js").write_text("\n".join(lines))
        options = ["--headless", "--marionette", "-remote-allow-system-access"]
        process = subprocess.Popen(  # noqa: S603 - what the docs name
            ["thunderbird", *options, "--no-remote", "--profile", folder],  # noqa: S607
            env={**os.environ, "HOME": folder, "TZ": zone},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Thunderbird()
        finally:
            process.terminate()  # this process, by its id
            process.wait(PATIENCE_SECONDS)


class Feed(BaseHTTPRequestHandler):
    """A feed with a tag, which remembers what it was asked and what it answered."""

    data = b""
    answers: list[str] = []  # noqa: RUF012 - one feed for the whole program

    def do_GET(self) -> None:
        """Answer 304 to whoever has it."""
        tag = ical.etag(self.data)
        asked = self.headers.get("If-None-Match")
        status = 304 if asked == tag else 200
        self.answers.append(f"{'asked with' if asked else 'without'} a tag: {status}")
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/calendar; charset=utf-8")
        self.end_headers()
        if status != 304:
            self.wfile.write(self.data)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def states() -> dict[str, Case]:
    """An export, and what becomes of it with news."""
    half = told(PLAN, status="in-progress", percent=40, note="Half; done,")
    moved = ap.DeadlineChange(
        item=PLAN, on=date(2014, 10, 15), by="hmic", deadline="by 2014-11-28"
    )
    withdrawn = told(FIRST, status="withdrawn")
    return {
        "at first": norfolk(),
        "the same again": norfolk(),
        "half done": norfolk(half),
        "moved": norfolk(half, moved),
        "withdrawn": norfolk(half, moved, withdrawn),
    }


def exports() -> Iterator[tuple[str, Case]]:
    """The real examples."""
    days = {"norfolk_2014": date(2014, 9, 17), "suffolk_2022": date(2023, 1, 10)}
    for name, on in days.items():
        case = case_of(ap.load(EXAMPLES / f"{name}.json"), on, END)
        assert case
        yield name, case


def main(zone: str) -> None:
    """Run all of it, and print what is seen."""
    server = ThreadingHTTPServer((HOST, 0), Feed)
    Thread(target=server.serve_forever, daemon=True).start()
    with thunderbird(zone) as program:
        print("Thunderbird", program.run("return Services.appinfo.version"), "in", zone)
        for name, case in (*CASES.items(), *exports()):
            made = program.calendar(name)
            program.run(IMPORT, made, case.ics.decode())
            print(f"{name}: {program.shows(made, case)}")
        address = f"http://{HOST}:{server.server_port}/norfolk.ics"
        feed, made = (
            program.run(NEW, "ics", "feed", address),
            program.calendar("import"),
        )
        for name, case in states().items():
            Feed.data = case.ics
            Feed.answers.clear()
            program.run(REFRESH, feed)
            print(f"feed, {name}: {program.shows(feed, case)} ({Feed.answers[-1]})")
        for name, case in states().items():
            refused = program.run(IMPORT, made, case.ics.decode())
            seen = program.shows(made, case).splitlines()[0]
            print(f"import, {name}: {seen}, {refused} refused")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["Europe/London"])
