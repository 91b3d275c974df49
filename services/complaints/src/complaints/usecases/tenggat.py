"""The clocks of a ticket: started, paused, extended and kept as its state changes; explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from complaints.domain import aturan as rule
from complaints.domain.aturan import Aturan, Rezim, Tahap
from complaints.domain.kalender import Kalender
from complaints.domain.mesin import (
    HAK_PELAPOR,
    MILIK_PELAPOR,
    berjalan,
    menjawab,
    menunggu_pelapor,
)
from complaints.domain.permohonan_informasi import (
    AlasanKeberatan,
    require_extension_in_time,
    require_first_extension,
    require_objection_founded,
    require_objection_in_time,
    require_rights_over,
)
from complaints.domain.status import Aksi, Status
from complaints.domain.tenggat import Jangka, Jeda, Tenggat, hitung
from complaints.domain.tiket import Jenis
from complaints.domain.tiket_teknis import Keparahan
from complaints.domain.tindakan import PERUBAHAN_ATURAN
from complaints.store import tenggat as store
from complaints.store.hari_khusus import calendar
from complaints.store.tenggat import TenggatRow
from complaints.store.tiket import Tiket
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.legal_time import WIB
from election_common.tindakan import require_role


@dataclass(frozen=True, slots=True)
class Dijelaskan:
    """A term of a ticket with its rule, and how its end was counted; None while it stands still."""

    baris: TenggatRow
    aturan: Aturan
    tenggat: Tenggat | None


@dataclass(frozen=True, slots=True)
class Pergeseran:
    """The end of a term that has moved: from when to when, counted by which calendar before."""

    tahap: Tahap
    mulai: datetime
    dari: datetime
    ke: datetime
    kalender: int


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """A term to count: by a rule of the law, or an amount and a unit of one's own."""

    kejadian: datetime
    wilayah: str
    jenis: Jenis | None = None
    rezim: Rezim = Rezim.BIASA
    tahap: Tahap | None = None
    jangka: Jangka | None = None
    jeda: tuple[Jeda, ...] = ()


async def start_terms(tx: Tx, tiket: Tiket) -> None:
    """Start the terms of a new ticket, from its first receipt."""
    running = _running(tiket, Status(tiket.status))
    await _start(tx, tiket, running, tiket.diterima_pada)


async def move_terms(tx: Tx, tiket: Tiket, dari: Status, *, at: datetime) -> None:
    """Keep the clocks in step with a change of state that has just been made."""
    ke = Status(tiket.status)
    before, after = _running(tiket, dari), _running(tiket, ke)
    await store.finish(tx, tiket.id, before - after, at)
    if menunggu_pelapor(ke) and not menunggu_pelapor(dari):
        await store.start_pause(tx, tiket.id, at)
    elif menunggu_pelapor(dari) and not menunggu_pelapor(ke):
        await store.end_pause(tx, tiket.id, at)
    await _start(tx, tiket, after - before, at)
    await count_anew(tx, tiket)


async def reclassify_terms(tx: Tx, tiket: Tiket, dari: set[Tahap], *, at: datetime) -> None:
    """End the terms of the old regime; those of the new one count from the first receipt.

    While the office waited for the reporter they stood, as those of the old one did.
    """
    await store.finish(tx, tiket.id, dari, at)
    await start_terms(tx, tiket)
    await count_anew(tx, tiket)


async def count_anew(tx: Tx, tiket: Tiket, sampai: int | None = None) -> list[Pergeseran]:
    """Count anew what still runs: a pause, an extension or a decree up to `sampai` has changed it.

    Returns what has moved. A term that was kept or missed stays: what has followed from it is not
    taken back.
    """
    moved = []
    for term in await explain_terms(tx, tiket, await store.of_ticket(tx, tiket.id), sampai):
        row, due = term.baris, term.tenggat.jatuh_tempo if term.tenggat else None
        if row.berakhir:
            continue
        if due and row.jatuh_tempo and due != row.jatuh_tempo:
            tahap = Tahap(row.tahap)
            moved.append(Pergeseran(tahap, row.mulai, row.jatuh_tempo, due, row.kalender))
        await store.set_due(tx, row, due, row.kalender if sampai is None else sampai)
    return moved


async def extend_answer(tx: Tx, tiket: Tiket) -> None:
    """Add the extension of the law to the term of the answer."""
    found = await _rule(tx, tiket, Tahap.PERPANJANGAN, tiket.diterima_pada)
    if found is None:
        return
    for row in await store.of_ticket(tx, tiket.id):
        if row.tahap == Tahap.JAWABAN:
            row.jumlah += found[1].amount
    await tx.flush()
    await count_anew(tx, tiket)


async def count_answer(tx: Tx, tiket: Tiket) -> datetime | None:
    """By when a reporter has his answer, counted from the receipt; None where nothing sets that."""
    severity = Keparahan(tiket.keparahan) if tiket.keparahan else None
    tahap = menjawab(Jenis(tiket.jenis), severity)
    found = await _rule(tx, tiket, tahap, tiket.diterima_pada) if tahap else None
    if found is None:
        return None
    kalender = await calendar(tx, tiket.wilayah)
    counted = hitung(tiket.diterima_pada, found[1].jangka, kalender)
    return counted.jatuh_tempo if counted else None


async def require_term_allows(
    tx: Tx, tiket: Tiket, aksi: Aksi, alasan: AlasanKeberatan | None, *, at: datetime
) -> None:
    """Refuse what the terms of a ticket do not allow, not yet or no longer.

    Args:
        tx: The transaction of the act.
        tiket: The ticket.
        aksi: The act.
        alasan: The reason of an objection.
        at: Legal time.

    Raises:
        Refusal: `perpanjangan-hanya-sekali`; `perpanjangan-lewat-waktu`;
            `keberatan-belum-beralasan`; `keberatan-lewat-waktu`; `hak-pelapor-berjalan`.
    """
    terms = {row.tahap: row for row in await store.of_ticket(tx, tiket.id)}
    answer, objection = terms.get(Tahap.JAWABAN), terms.get(Tahap.PENGAJUAN_KEBERATAN)
    if aksi is Aksi.PERPANJANGAN and answer is not None:
        rules = await store.rules(tx)
        require_first_extension(answer.jumlah, rules[answer.aturan].amount)
        require_extension_in_time(answer.jatuh_tempo, at)
    if aksi is Aksi.KEBERATAN and alasan is not None:
        batas = answer.jatuh_tempo if answer else None
        require_objection_founded(Status(tiket.status), alasan, batas, at)
    if aksi is Aksi.KEBERATAN and objection is not None:
        require_objection_in_time(objection.jatuh_tempo, at)
    if aksi is Aksi.PENUTUPAN:
        for right in HAK_PELAPOR & terms.keys():
            if terms[right].selesai_pada is None:
                require_rights_over(terms[right].jatuh_tempo, at)


async def explain_terms(
    tx: Tx, tiket: Tiket, rows: Sequence[TenggatRow], sampai: int | None = None
) -> list[Dijelaskan]:
    """Explain terms of a ticket, day by day.

    Each goes by the calendar that it was counted by, or by that of another decree (`sampai`).
    """
    rules, jeda = await store.rules(tx), await store.pauses(tx, tiket.id)
    by = {row.tahap: row.kalender if sampai is None else sampai for row in rows}
    calendars = {v: await calendar(tx, tiket.wilayah, v) for v in set(by.values())}
    return [
        Dijelaskan(row, a, _count(row, a, calendars[by[row.tahap]], jeda))
        for row, a in ((row, rules[row.aturan]) for row in rows)
    ]


async def count_term(tx: Tx, p: Pertanyaan) -> tuple[Aturan | None, Tenggat | None]:
    """Count a term that anybody asks about.

    Raises:
        Refusal: `kejadian-ganda`; `aturan-tenggat-tidak-ada`; `tenggat-terlalu-jauh`.
    """
    found = await _asked_rule(tx, p)
    jangka = found.jangka if found else p.jangka
    if jangka is None or (found and p.jangka):
        raise Refusal("kejadian-ganda")
    kalender = await calendar(tx, p.wilayah)
    return found, hitung(p.kejadian, jangka, kalender, p.jeda)


async def revise_rule(tx: Tx, aturan: Aturan, *, by: Actor, at: datetime) -> None:
    """Put a new rule in force; the one before it ends where the new one begins.

    Raises:
        Refusal: for the role; `aturan-tenggat-mundur` before the rule that it would replace.
    """
    require_role(PERUBAHAN_ATURAN, by)
    key = (aturan.ticket_type, aturan.regime, aturan.stage)
    for old in (await store.rules(tx)).values():
        same = (old.ticket_type, old.regime, old.stage) == key
        if same and aturan.valid_from <= old.valid_from:
            raise Refusal("aturan-tenggat-mundur", sejak=old.valid_from, mulai=aturan.valid_from)
    await store.replace_rule(tx, aturan)
    objek = "/".join(("sla_rule", *key))
    await record_act(tx, PERUBAHAN_ATURAN.nama, objek, by=by, at=at, berlaku=str(aturan.valid_from))


def _running(tiket: Tiket, status: Status) -> set[Tahap]:
    severity = Keparahan(tiket.keparahan) if tiket.keparahan else None
    return berjalan(Jenis(tiket.jenis), status, severity)


async def _start(tx: Tx, tiket: Tiket, tahap: set[Tahap], at: datetime) -> None:
    """Start terms where the law sets any."""
    kalender = await calendar(tx, tiket.wilayah)
    for t in sorted(tahap):
        found = await _rule(tx, tiket, t, at)
        if found is None:
            continue
        mulai = _event(tiket, t, at)
        counted = hitung(mulai, found[1].jangka, kalender)
        await store.put(
            tx,
            {
                "tiket": tiket.id, "tahap": t.value, "aturan": found[0],
                "jumlah": found[1].amount, "mulai": mulai,
                "jatuh_tempo": counted.jatuh_tempo if counted else None,
                "kalender": kalender.versi,
            },
        )  # fmt: skip


def _event(tiket: Tiket, tahap: Tahap, at: datetime) -> datetime:
    """The event that a term counts from."""
    if tahap is Tahap.LAPOR_BAWASLU:
        known = date.fromisoformat(tiket.rincian["diketahui_pada"])
        return datetime.combine(known, time(), WIB)
    return at


def _count(row: TenggatRow, a: Aturan, kalender: Kalender, jeda: list[Jeda]) -> Tenggat | None:
    if row.tahap in MILIK_PELAPOR:
        return hitung(row.mulai, Jangka(row.jumlah, a.kind, a.until_time), kalender)
    jangka = Jangka(row.jumlah, a.kind, a.until_time, a.service_hours)
    return hitung(row.mulai, jangka, kalender, [j for j in jeda if not _before(j, row.mulai)])


def _before(jeda: Jeda, mulai: datetime) -> bool:
    return jeda.selesai is not None and jeda.selesai < mulai


async def _rule(tx: Tx, tiket: Tiket, tahap: Tahap, at: datetime) -> tuple[int, Aturan] | None:
    rules = await store.rules(tx)
    found = rule.berlaku(
        rules.values(), Jenis(tiket.jenis), Rezim(tiket.rezim), tahap, at.astimezone(WIB).date()
    )
    return next(((id_, a) for id_, a in rules.items() if a is found), None)


async def _asked_rule(tx: Tx, p: Pertanyaan) -> Aturan | None:
    if p.jenis is None or p.tahap is None:
        return None
    hari = p.kejadian.astimezone(WIB).date()
    found = rule.berlaku((await store.rules(tx)).values(), p.jenis, p.rezim, p.tahap, hari)
    if found is None:
        raise Refusal(
            "aturan-tenggat-tidak-ada", jenis=p.jenis.value, rezim=p.rezim.value,
            tahap=p.tahap.value, tanggal=hari,
        )  # fmt: skip
    return found
