"""What the worker does beside relay and consumers: answer, send, report, and watch the clock.

Loops over rows that wait, and no deferred jobs: a deadline is a row already, and after a crash
whatever was not finished is still there.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from complaints.batch.whatsapp import NotSentError, WhatsApp, message
from complaints.domain import pesan as rule
from complaints.domain.percakapan import didiamkan
from complaints.domain.pesan import Status
from complaints.store import percakapan as percakapan_store
from complaints.store import pesan as pesan_store
from complaints.store import tenggat as tenggat_store
from complaints.store import tiket as tiket_store
from complaints.store.pesan import Pesan
from complaints.usecases import lewat, percakapan, pesan
from complaints.usecases.hari_khusus import count_by_calendar
from complaints.usecases.segel import open_pribadi
from election_common import failure
from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring
from election_common.loop import Loop
from election_common.queue_watch import Queue
from election_common.scope import Scope

log = structlog.get_logger()

CLOCK_SECONDS = 2.0
#: A message that is being sent belongs to its sender for so long.
LEASE = timedelta(seconds=60)
#: A report may come before the message it is about is committed; each look reads those that wait.
UNKNOWN = timedelta(days=1)
#: A message is tried for days, and whoever waits for it hears nothing meanwhile.
MESSAGES = Queue(
    "pesan",
    pesan_store.WAITING_SINCE,
    600.0,
    "messages-not-sent",
    "messages wait for more than ten minutes: see whether the provider answers and takes the token,"
    " and the log of the loop `sender`",
)


@dataclass(frozen=True, slots=True)
class Terkirim:
    """A message on its way: what to send, and whether as free text."""

    id: UUID
    body: dict[str, object]
    free: bool


@dataclass(frozen=True, slots=True)
class Jobs:
    """The loops of complaints, with what they work on."""

    sessions: Sessions
    keyring: Keyring
    whatsapp: WhatsApp

    def loops(self) -> list[Loop]:
        """What the worker does over and over."""
        return [
            Loop("conversations", self.answer_next, percakapan_store.RECEIVED),
            Loop("sender", self.send_next, pesan_store.DUE),
            Loop("delivery reports", self.report_next, pesan_store.REPORTED),
            Loop("calendar", self.follow_calendar, tenggat_store.OUTDATED),
            Loop("clock", self.watch_clock, "false", every=CLOCK_SECONDS),
        ]

    async def answer_next(self, now: datetime | None = None) -> bool:
        """Answer the oldest message that came in; one that cannot be answered is set aside."""
        now = now or datetime.now(UTC)
        urut = None
        try:
            async with transaction(self.sessions, scope=None) as tx:
                row = await percakapan_store.next_received(tx)
                if row is not None:
                    urut = row.urut
                    await percakapan.accept_message(tx, row, keyring=self.keyring, at=now)
        except Exception as cause:
            if urut is None or failure.is_transient(cause):
                raise
            name = failure.name(cause)
            log.warning("message-not-answered", failure=name, where=failure.where(cause))
            async with transaction(self.sessions, scope=None) as tx:
                await percakapan_store.mark_done(tx, urut, now, galat=name)
        return urut is not None

    async def send_next(self) -> bool:
        """Send one message whose time has come.

        It is claimed in a transaction of its own before it is sent: the provider takes a message
        twice if it is offered twice.
        """
        now = datetime.now(UTC)
        async with transaction(self.sessions, scope=None) as tx:
            row = await pesan_store.next_due(tx, now)
            going = await self._claim(tx, row, now) if row is not None else None
        if row is None:
            return False
        if going is not None:
            await self._send(going)
        return True

    async def report_next(self) -> bool:
        """Apply one report of the provider; those that nothing here explains are given up."""
        now = datetime.now(UTC)
        async with transaction(self.sessions, scope=None) as tx:
            found = await pesan_store.next_report(tx)
            if found is not None:
                await pesan.accept_report(tx, *found, at=now)
            else:
                await pesan_store.discard_unknown(tx, now - UNKNOWN, now)
        return found is not None

    async def follow_calendar(self, now: datetime | None = None) -> bool:
        """Count some of the terms anew that were counted before the last decree about a day."""
        async with transaction(self.sessions, scope=None) as tx:
            return bool(await count_by_calendar(tx, at=now or datetime.now(UTC)))

    async def watch_clock(self, now: datetime | None = None) -> bool:
        """Do what follows from terms that are over and deadlines that come near."""
        now = now or datetime.now(UTC)
        async with transaction(self.sessions, scope=None) as tx:
            over = await lewat.finish_overdue(tx, at=now)
        async with transaction(self.sessions, scope=None) as tx:
            near = await lewat.escalate_endangered(tx, at=now)
        return bool(over or near)

    async def _claim(self, tx: Tx, row: Pesan, now: datetime) -> Terkirim | None:
        """Claim a message for a while, and write it out; one without an address has failed."""
        before, (to, sebab) = Status(row.status), await self._address(tx, row)
        row.status, row.percobaan = Status.MENGIRIM, row.percobaan + 1
        row.coba_pada = now + LEASE
        if to is None:
            row.status = Status.GAGAL
            await pesan.settle(tx, row, before, at=now, sebab=sebab)
            return None
        row.penerima_samar = rule.samarkan(to)
        until = await percakapan_store.free_until(tx, self.keyring.blinds("telepon", to))
        free = until is not None and now < until and not row.sebagai_templat
        await tx.flush()
        parameter = self._parameter(row)
        body = message(row.id, to, row.templat, row.bahasa, parameter, free=free)
        return Terkirim(row.id, body, free)

    def _parameter(self, row: Pesan) -> dict[str, Any]:
        """What stands in the words of a message, with the PIN that lay sealed."""
        if row.pin is None:
            return row.parameter
        return {
            **row.parameter,
            "pin": self.keyring.open(row.pin, pesan_store.place("pin", row.id)),
        }

    async def _address(self, tx: Tx, row: Pesan) -> tuple[str | None, str]:
        """The number of a message, or of the reporter of its ticket; else why there is none."""
        tiket, to = None, None
        if row.penerima is not None:
            to = self.keyring.open(row.penerima, pesan_store.place("penerima", row.id))
        elif row.tiket is not None:
            tiket = await tiket_store.get(tx, Scope.nasional(), row.tiket)
            to = open_pribadi(self.keyring, tiket).get("telepon") if tiket else None
        if to is None:
            return None, "tanpa-alamat"
        stopped = await percakapan_store.stopped_at(tx, self.keyring.blinds("telepon", to))
        if not row.balasan and didiamkan(stopped, tiket.dibuat_pada if tiket else None):
            return None, "penerima-berhenti"
        return to, ""

    async def _send(self, going: Terkirim) -> None:
        bukti, refused = None, None
        try:
            bukti = await self.whatsapp.send(going.body)
        except NotSentError as cause:
            refused = cause
            log.warning("message-not-sent", pesan=str(going.id), code=cause.code)
        now = datetime.now(UTC)
        async with transaction(self.sessions, scope=None) as tx:
            row = await pesan_store.lock(tx, going.id)
            before = Status(row.status)
            if going.free and row.sebagai_templat:
                return  # a report was faster than the answer: the text was late
            if refused is None:
                row.bukti, row.status = bukti, rule.maju(before, Status.TERKIRIM)
            else:
                _retry_or_fail(row, refused, now)
            await pesan.settle(tx, row, before, at=now)


def _retry_or_fail(row: Pesan, refused: NotSentError, now: datetime) -> None:
    """Decide what follows from a refusal; a report may have come meanwhile and be ahead."""
    if row.status != Status.MENGIRIM:
        return
    row.galat = refused.code
    if rule.jadi_templat(Status.MENGIRIM, refused.code, sebagai_templat=row.sebagai_templat):
        row.sebagai_templat, row.status, row.coba_pada = True, Status.ANTRE, now
    elif refused.lasting or now >= row.diminta_pada + rule.LAMA_MENCOBA:
        row.status = Status.GAGAL
    else:
        row.status, row.coba_pada = Status.ANTRE, now + rule.jeda_ulang(row.percobaan)
