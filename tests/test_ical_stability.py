"""The same register gives the same bytes, and one file follows on another."""

import hashlib
import os
import random
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import actionplan as ap
from actionplan.errors import InvalidDocument, InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical._identity import event_uid, todo_uid
from actionplan.strategies import days, moments, registers
from calendars import DAY, components, dumped, event_of, lines_of, one, read, said
from registers import BODIES, EXAMPLES, plan, register, report, update

STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
# Everything of a register that a strategy draws lies before it.
AFTER_ALL = date(2017, 1, 1)
# For the laws whose examples are several files each.
FEWER = settings(max_examples=settings().max_examples // 3)


def content_of(data: bytes) -> dict[str, list[str]]:
    """The lines of each component but for those that say which revision it is."""
    return {
        uid: [
            line
            for line in lines_of(component.to_ical())
            if not line.startswith(STAMPS)
        ]
        for kind in ("VEVENT", "VTODO")
        for uid, component in components(data, kind).items()
    }


def changed(before: bytes, after: bytes) -> set[str]:
    """The UIDs of the components of a later file that are not as they were."""
    old, new = (
        {
            uid: component.to_ical()
            for kind in ("VEVENT", "VTODO")
            for uid, component in components(data, kind).items()
        }
        for data in (before, after)
    )
    return {uid for uid in new if new[uid] != old.get(uid)}


def revision(component: Any) -> tuple[int, datetime, datetime]:
    """What tells an older component from a newer one."""
    return component["SEQUENCE"], component.stamp, component.last_modified


class TestIdentity:
    """RFC 5545, 3.8.4.7: a UID is "persistent" and "globally unique"."""

    def test_uid_is_of_the_long_id(self) -> None:
        """A second addressee, another text, day or status change no UID."""
        finding = ap.Recommendation(
            id="r/1",
            text="Other.",
            addressed_to=["suffolk", "norfolk"],
            deadline="by 2015",
        )
        two = register(reports=[report(findings=[finding])], plans=[])
        two = two.record(update("r/1@norfolk", DAY, status="complete"))
        found = components(ical.dumps(two, DAY, as_="both"))
        assert components(ical.dumps(one(), DAY)).keys() <= found.keys()

    @pytest.mark.parametrize("wrong", [None, b"r/1", "\ud800", "r/1#2", ""])
    def test_of_no_id(self, wrong: Any) -> None:
        """What is no id of an item has no UID."""
        with pytest.raises(InvalidValue):
            ical.uid(wrong)

    def test_uids_for_life(self) -> None:
        """These are the UIDs that were published, and no release may change them."""
        data = ical.dumps(one(), DAY, as_="both")
        assert [*components(data), *components(data, "VTODO")] == [
            "04ea16a2-283a-5c30-aa36-886907d003e7",
            "a774a7b7-72fe-5de1-a715-23bf54dce55d",
        ]

    @given(made=registers(), on=days())
    def test_unique(self, made: ap.Register, on: date) -> None:
        """No UID stands twice in a file, of whatever kind, and none is too long."""
        data = dumped(made, on, as_="both")
        names = [*components(data), *components(data, "VTODO")]
        assert len(names) == len({*names})
        assert all(len(name) <= 202 for name in names)


class TestRevisions:
    """RFC 5545, 3.8.7.4: SEQUENCE grows "monotonically", and starts from 0."""

    def test_sequence_counts_entries(self) -> None:
        """SEQUENCE counts entries, those that were taken back among them."""
        first = update("r/1", DAY, percent=5)
        back = ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=first.digest)
        log = [first, back]
        found = [
            event_of(ical.dumps(one(*log[:count]), DAY))["SEQUENCE"]
            for count in range(3)
        ]
        assert found == [0, 1, 2]

    def test_stamps_come_from_the_log(self) -> None:
        """DTSTAMP and LAST-MODIFIED are of the last entry, not of the clock."""
        told = datetime(2014, 9, 17, 9, 30, 15, 99, tzinfo=UTC)
        entry = update("r/1", DAY, percent=5, recorded=told)
        told = told.replace(microsecond=0)
        assert revision(event_of(ical.dumps(one(entry), DAY))) == (1, told, told)
        opened = datetime(2014, 8, 29, tzinfo=UTC)
        assert revision(event_of(ical.dumps(one(), DAY))) == (0, opened, opened)

    def test_stamps_of_what_was_recorded_ahead(self) -> None:
        """An entry that was recorded before its day has the stamp of that day."""
        told = datetime(2014, 9, 1, tzinfo=UTC)
        ahead = update("r/1", date(2014, 12, 1), percent=5, recorded=told)
        before = event_of(ical.dumps(one(ahead), DAY))
        after = event_of(ical.dumps(one(ahead), date(2014, 12, 1)))
        assert revision(after)[:2] == (1, datetime(2014, 12, 1, tzinfo=UTC))
        assert revision(after) > revision(before)

    def test_stamps_do_not_fall(self) -> None:
        """An entry from before publication does not set the stamp back."""
        early = update("r/1", date(2014, 8, 1), percent=5)
        event = event_of(ical.dumps(one(early), DAY))
        assert event.stamp == datetime(2014, 8, 29, tzinfo=UTC)

    @given(made=registers(), days_later=st.integers(0, 1200))
    def test_nothing_depends_on_the_day(
        self, made: ap.Register, days_later: int
    ) -> None:
        """Without news no component changes; only meetings are told further ahead."""
        later = AFTER_ALL + timedelta(days=days_later)
        data = dumped(made, AFTER_ALL, as_="both")
        after = ical.dumps(made, later, as_="both")
        assert data == after or later.year > AFTER_ALL.year
        assert changed(after, data) == set()

    @given(made=registers(max_meetings=2), on=days(), draws=st.data())
    def test_quiet_days(
        self, made: ap.Register, on: date, draws: st.DataObject
    ) -> None:
        """Days without an entry or an opening change no component either."""
        told = [entry.on for entry in made.log]
        told += [item.opened for item in made.items if item.opened]
        last = min([day for day in told if day > on], default=date(2017, 1, 1))
        later = draws.draw(st.dates(on, max(on, last - timedelta(days=1))))
        before = dumped(made, on, as_="both")
        after = ical.dumps(made, later, as_="both")
        assert changed(after, before) == set()

    @FEWER
    @given(made=registers(), first=moments(), second=moments())
    def test_never_falls(
        self, made: ap.Register, first: datetime, second: datetime
    ) -> None:
        """Published again at a later moment, no SEQUENCE and no stamp falls."""
        early, late = sorted([first, second])
        before = dumped(made, early.date(), known=early, as_="both")
        after = dumped(made, late.date(), known=late, as_="both")
        for kind in ("VEVENT", "VTODO"):
            old = components(before, kind)
            for uid, component in components(after, kind).items():
                if uid in old:
                    assert revision(component) >= revision(old[uid])


class TestNews:
    """An update changes the components of its item, and no other line."""

    @given(made=registers(min_entries=1), draws=st.data())
    def test_only_its_own_lines(self, made: ap.Register, draws: st.DataObject) -> None:
        """Whatever is recorded about an item, all other components keep their bytes."""
        item = draws.draw(st.sampled_from(made.items))
        entry = update(item.id, AFTER_ALL, by=item.owner, status="complete")
        before = dumped(made, AFTER_ALL, as_="both")
        after = dumped(made.record(entry), AFTER_ALL, as_="both")
        names = [item.long_id, *(f"{item.long_id}#{month}" for month in range(1, 13))]
        own = {todo_uid(item.long_id), *map(event_uid, names)}
        for uid in changed(before, after) - own:  # a meeting that tells of it
            found = [components(data).get(uid) for data in (before, after)]
            told = [said(one, "DESCRIPTION") for one in found if one is not None]
            assert item.id in "\n".join(told)

    def test_a_diff(self) -> None:
        """An update changes the status, and the lines that say which revision it is."""
        made = ap.load(EXAMPLES / "norfolk_2014.json")
        later = made.record(update("norfolk-2014/plan", DAY, status="in-progress"))
        before, after = (lines_of(ical.dumps(r, DAY)) for r in (made, later))
        assert len(before) == len(after)
        new = [line for line in after if line not in before]
        assert "SEQUENCE:1" in after[before.index("SEQUENCE:0") :]
        assert [re.split("[:;]", line)[0] for line in new] == [
            "DTSTAMP",
            "DESCRIPTION",
            "LAST-MODIFIED",
        ]


class TestPrevious:
    """What was published last decides what is new, and nothing is lost from it."""

    @given(made=registers(), on=days())
    def test_nothing_new(self, made: ap.Register, on: date) -> None:
        """After itself, a calendar is the same bytes."""
        data = dumped(made, on, as_="both")
        assert ical.dumps(made, on, as_="both", previous=data) == data

    @given(made=registers(), other=registers(), on=days())
    def test_any_two(self, made: ap.Register, other: ap.Register, on: date) -> None:
        """What is the same stays, what differs moves on, what is gone is kept."""
        before = dumped(other, on, as_="both")
        after = dumped(made, on, as_="both", previous=before)
        old = {**components(before), **components(before, "VTODO")}
        new = {**components(after), **components(after, "VTODO")}
        lost = old.keys() - new.keys()
        # One meeting of a series goes with its rule, if that UID has none any more.
        assert all(uid.partition(" ")[0] in new for uid in lost if " " in uid)
        assert all(" " in uid for uid in lost)
        contents = content_of(before), content_of(after)
        for uid in old.keys() & new.keys():
            component = old[uid]
            if contents[0][uid] == contents[1][uid]:
                assert revision(new[uid]) >= revision(component)
            else:
                assert new[uid]["SEQUENCE"] > component["SEQUENCE"]
                assert new[uid].stamp > component.stamp
                assert new[uid].last_modified > component.last_modified
        assert ical.dumps(made, on, as_="both", previous=after) == after

    @FEWER
    @given(
        held=st.lists(registers(min_items=1, max_meetings=2), min_size=2, max_size=3),
        order=st.lists(st.integers(0, 2), min_size=3, max_size=5),
    )
    def test_a_chain(self, held: list[ap.Register], order: list[int]) -> None:
        """Along a chain of files each component only moves on, one of a series too."""
        last: dict[str, Any] = {}
        data: bytes | None = None
        for number in order:
            made = held[number % len(held)]
            data = dumped(made, AFTER_ALL, as_="both", previous=data)
            now = {**components(data), **components(data, "VTODO")}
            for uid, component in now.items():
                if uid in last and component.to_ical() != last[uid].to_ical():
                    assert component["SEQUENCE"] > last[uid]["SEQUENCE"]
                    assert component.stamp > last[uid].stamp
            last |= now

    def test_another_reason(self) -> None:
        """A text that was corrected, which no entry tells, comes one after the old."""
        before = ical.dumps(one(update("r/1", DAY, percent=5)), DAY)
        made = one(update("r/1", DAY, percent=5), text="Act now.")
        assert revision(event_of(ical.dumps(made, DAY))) == revision(event_of(before))
        after = ical.dumps(made, DAY, previous=before)
        assert event_of(after)["SEQUENCE"] == 2
        second = timedelta(seconds=1)
        assert event_of(after).stamp == event_of(before).stamp + second
        assert ical.dumps(made, DAY, previous=after) == after

    def test_an_entry_after_another_reason(self) -> None:
        """The next entry comes after that one, though the log has fewer."""
        corrected = one(text="Act now.")
        published = ical.dumps(corrected, DAY, previous=ical.dumps(one(), DAY))
        told = corrected.record(update("r/1", DAY, percent=5))
        after = ical.dumps(told, DAY, previous=published)
        assert event_of(after)["SEQUENCE"] == 2
        assert event_of(after).stamp == datetime(2014, 9, 17, tzinfo=UTC)

    def test_late_news(self) -> None:
        """What is recorded with an earlier moment still gets a later stamp."""
        told = datetime(2014, 9, 17, 9, tzinfo=UTC)
        first = update("r/1", DAY, percent=5, recorded=told)
        before = ical.dumps(one(first), DAY)
        late = update("r/1", date(2014, 9, 16), note="Forgotten.")
        after = ical.dumps(one(first, late), DAY, previous=before)
        assert event_of(after)["SEQUENCE"] == 2
        assert event_of(after).stamp == told + timedelta(seconds=1)

    @pytest.mark.parametrize("as_", ["events", "todos"])
    def test_gone(self, as_: str) -> None:
        """What is gone stays on its day, with the word that it is, and no other."""
        made = one(
            update("r/1", DAY, status="in-progress", percent=10),
            text="C:\\New, a;b",
        )
        before = ical.dumps(made, DAY, as_=as_)
        other = register(reports=[report()], plans=[plan(actions=[])])
        after = ical.dumps(other, DAY, as_=as_, previous=before)
        kind = "VEVENT" if as_ == "events" else "VTODO"
        (old,), found = components(before, kind).values(), components(after, kind)
        new = found[str(old["UID"])]
        (uid,) = components(before, kind)
        if uid in components(ical.dumps(other, DAY, as_=as_), kind):
            other = register(reports=[report(findings=[])], plans=[plan(actions=[])])
            after = ical.dumps(other, DAY, as_=as_, previous=before)
            new = components(after, kind)[uid]
        assert said(new, "SUMMARY") == "Cancelled"
        assert said(new, "STATUS") == "CANCELLED"
        day = "DTSTART" if as_ == "events" else "DUE"
        assert new[day].dt == old[day].dt
        assert new["SEQUENCE"] == old["SEQUENCE"] + 1
        assert not new.subcomponents
        assert ical.dumps(other, DAY, as_=as_, previous=after) == after

    def test_gone_when_done(self) -> None:
        """A ticked to-do that is gone is not ticked any more."""
        before = ical.dumps(
            one(update("r/1", DAY, status="complete")), DAY, as_="todos"
        )
        after = ical.dumps(one(deadline="ongoing"), DAY, as_="todos", previous=before)
        (todo,) = components(after, "VTODO").values()
        assert said(todo, "STATUS") == "CANCELLED"
        assert said(todo, "SUMMARY") == "Cancelled: Act."
        assert "COMPLETED" not in todo

    @given(made=registers(min_items=1), on=days())
    def test_no_word_leaks(self, made: ap.Register, on: date) -> None:
        """A file for other eyes that came before gives none of its words away."""
        before = dumped(made, on, as_="both")
        nobody = attrs.evolve(one(), meetings=[])
        after = ical.dumps(nobody, DAY, as_="both", previous=before)
        own = {*components(ical.dumps(nobody, DAY, as_="both"))}
        for event in read(after).events:
            if str(event["UID"]) not in own:
                assert said(event, "SUMMARY") == "Cancelled"
                assert not {"DESCRIPTION", "LOCATION", "URL"} & event.keys()

    def test_another_carrier(self) -> None:
        """What another carrier carried is not cancelled: that file is another one."""
        before = ical.dumps(one(), DAY)
        after = ical.dumps(one(), DAY, as_="todos", previous=before)
        assert after == ical.dumps(one(), DAY, as_="todos")

    def test_back_again(self) -> None:
        """What comes back is no longer cancelled, and newer than when it was."""
        before = ical.dumps(one(), DAY)
        gone = ical.dumps(one(deadline="ongoing"), DAY, previous=before)
        back = ical.dumps(one(), DAY, previous=gone)
        assert "STATUS" not in event_of(back)
        assert event_of(back)["SEQUENCE"] == 2

    def test_what_was_added_by_hand(self) -> None:
        """What somebody added to the old file is theirs to add again."""
        made = ical.calendar(one(), DAY)
        (event,) = made.events
        mine = event.from_ical(event.to_ical())
        mine["UID"] = "mine@example.org"
        made.add_component(mine)
        published = ical.to_bytes(made)
        assert ical.dumps(one(), DAY, previous=published) == ical.dumps(one(), DAY)

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            (b"-//actionplan//", b"-//other//", "is none that this library wrote"),
            (b"SEQUENCE:0", b"SEQUENCE:x", "it has no SEQUENCE"),
            (b"SEQUENCE:0\r\n", b"", "it has no SEQUENCE"),
            (b"DTSTAMP:20140829T000000Z", b"DTSTAMP:20140829", "it has no DTSTAMP"),
            (b"DTSTAMP:20140829T0", b"DTSTAMP:20140829T9", "it has no DTSTAMP"),
            (b"DTEND;VALUE=DATE:2014", b"DTEND;VALUE=DATE:x", "cannot be read"),
            (b"DTSTART;VALUE=DATE:20141010\r\n", b"", "it has no day"),
            (b"TRIGGER:", b"TRIGGER:x", "cannot be read"),
            (b"END:VCALENDAR\r\n", b"", "ends before its components do"),
            (b"\r\n", b"\r\n\xff", "is not UTF-8 at byte"),
        ],
        ids=range(10),
    )
    def test_damaged(self, old: bytes, new: bytes, says: str) -> None:
        """A file that was not written here, or was damaged since, is refused."""
        published = ical.dumps(one(), DAY).replace(old, new)
        other = register(reports=[report(findings=[])], plans=[plan(actions=[])])
        with pytest.raises(InvalidDocument, match=re.escape(says)):
            ical.dumps(other, DAY, previous=published)

    def test_two_calendars(self) -> None:
        """Two calendars in one file are none that was written here."""
        published = ical.dumps(one(), DAY) * 2
        with pytest.raises(InvalidDocument, match="is none that this library wrote"):
            ical.dumps(one(), DAY, previous=published)


class TestSameBytes:
    """The same register gives the same bytes, wherever and in whatever order."""

    @pytest.mark.parametrize("seed", ["0", "1", "2"])
    @pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
    def test_everywhere(self, seed: str, zone: str) -> None:
        """Another hash seed, time zone or locale changes no byte."""
        path = EXAMPLES / "norfolk_2014.json"
        script = (
            "import sys, datetime, actionplan as ap\n"
            "from actionplan.formats import ical\n"
            "on = datetime.date(2014, 11, 1)\n"
            "made = ap.load(sys.argv[1])\n"
            "sys.stdout.buffer.write(ical.dumps(made, on, as_='both'))"
        )
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", script, str(path)],
            capture_output=True,
            check=True,
            env=environment,
        )
        on = date(2014, 11, 1)
        assert run.stdout == ical.dumps(ap.load(path), on, as_="both")

    @given(made=registers(), seed=st.randoms(use_true_random=False))
    def test_in_any_order(self, made: ap.Register, seed: random.Random) -> None:
        """Bodies, reports, findings, plans and actions may stand in any order."""

        def shuffled(values: tuple[Any, ...]) -> list[Any]:
            return seed.sample(values, len(values))

        reports = [
            attrs.evolve(one, findings=shuffled(one.findings)) for one in made.reports
        ]
        plans = [attrs.evolve(one, actions=shuffled(one.actions)) for one in made.plans]
        other = attrs.evolve(
            made,
            bodies=shuffled(made.bodies),
            reports=shuffled(tuple(reports)),
            plans=plans,
            meetings=shuffled(made.meetings),
        )
        data = dumped(made, AFTER_ALL, as_="both")
        assert ical.dumps(other, AFTER_ALL, as_="both") == data

    def test_log_in_any_order(self) -> None:
        """Entries of different moments may stand in any order."""
        log = [update("r/1", date(2014, 9, day), percent=day) for day in (3, 1, 2)]
        found = {ical.dumps(one(*entries), DAY) for entries in (log, log[::-1])}
        assert len(found) == 1

    @pytest.mark.parametrize(
        ("name", "on", "sha256"),
        [
            (
                "norfolk_2014",
                date(2014, 11, 1),
                "1465b2b074b902027d8b53a6192091b86077d1580008743efb5eb3f0ed1d9425",
            ),
            (
                "suffolk_2022",
                date(2023, 6, 1),
                "4826792622b11e96a6a540e308fbe676124496a6181440ed6ec2184264a97f5f",
            ),
        ],
    )
    def test_the_bytes_that_were_published(
        self, name: str, on: date, sha256: str
    ) -> None:
        """Every version of Python gives these bytes; new words mean new ones here."""
        data = ical.dumps(ap.load(EXAMPLES / f"{name}.json"), on, as_="both")
        assert hashlib.sha256(data).hexdigest() == sha256

    def test_etag(self) -> None:
        """The same state has the same tag, another state another one (RFC 9110)."""
        data = ical.dumps(one(), DAY)
        assert re.fullmatch('"[0-9a-f]{64}"', ical.etag(data))
        assert ical.etag(ical.dumps(one(), date(2020, 1, 1))) == ical.etag(data)
        other = ical.dumps(one(update("r/1", DAY, percent=5)), DAY)
        assert ical.etag(other) != ical.etag(data)
        wrong: Any = data.decode()
        with pytest.raises(InvalidValue, match="expected bytes"):
            ical.etag(wrong)

    def test_reads_back(self) -> None:
        """What icalendar read from it, icalendar writes as it was."""
        data = ical.dumps(ap.load(EXAMPLES / "suffolk_2022.json"), date(2023, 6, 1))
        assert read(data).to_ical() == data

    def test_bodies_without_items(self) -> None:
        """A body that nothing is about changes no byte."""
        made = attrs.evolve(one(), bodies=BODIES[::-1])
        assert ical.dumps(made, DAY) == ical.dumps(one(), DAY)
