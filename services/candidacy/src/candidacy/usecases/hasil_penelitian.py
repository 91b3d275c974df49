"""The result of a round of research: it follows from the documents and the candidates' age."""

from datetime import date, datetime
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.aturan import Nama, wajib_berlaku
from candidacy.domain.calon import cukup_umur, tanggal_acuan
from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT
from candidacy.domain.dokumen_syarat import Aksi as AksiDokumen
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.domain.penelitian import (
    PUTARAN_TERAKHIR,
    hasil,
    penentu,
    putaran_hasil,
    wajib_lewat,
    wajib_selesai,
)
from candidacy.events import published
from candidacy.store import aturan as aturan_store
from candidacy.store import nominasi as store
from candidacy.store.nominasi import Nominasi
from candidacy.usecases.dokumen_syarat import load_checklist
from candidacy.usecases.izin import load_nominasi
from candidacy.usecases.langkah import Langkah, advance
from election_common.actor import Actor
from election_common.database import Tx
from election_common.events import record_event
from election_common.kerangka import jendela as jendela_store
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.keyring import Keyring
from election_common.scope import level
from election_common.version import require_version


async def announce_research(
    tx: Tx, id_: UUID, ba_nomor: str, versi: int, keyring: Keyring, *, by: Actor, at: datetime
) -> Nominasi:
    """Announce the result of a round of research.

    Raises:
        Refusal: for role, scope, window and state; `versi-usang`; `penelitian-belum-selesai`;
            `masa-perbaikan-belum-berakhir` for a dossier that may still be repaired.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    status = Status(nominasi.status)
    putaran = putaran_hasil(status, nominasi.putaran)
    act = tindakan.PUTARAN[putaran][2]
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    require_version(versi, nominasi.versi)
    NOMINASI.step(status, Aksi.HASIL_TMS)
    wajib_lewat(status, await jendela_store.windows(tx, nominasi.pemilihan), legal)
    found = await _judged(tx, nominasi, putaran, by=by)
    old_enough = await _old_enough(tx, nominasi, keyring, legal.date(), by=by)
    aksi = hasil(found, cukup_umur=old_enough)
    await advance(tx, nominasi, Langkah(act, aksi, by, at, legal), ba=ba_nomor)
    event = published.PenelitianDiumumkan(
        pemilihan=nominasi.pemilihan, nominasi=id_, putaran=putaran, status=nominasi.status,
        ba_nomor=ba_nomor,
    )  # fmt: skip
    await record_event(tx, event, str(id_), at=at)
    return nominasi


async def _judged(tx: Tx, nominasi: Nominasi, putaran: int, *, by: Actor) -> list[StatusDokumen]:
    """Return what the result follows from; in the last round what lapsed is TMS."""
    daftar = await load_checklist(tx, nominasi, by=by)
    if putaran == PUTARAN_TERAKHIR:
        for syarat in daftar.syarat.values():
            if syarat.status in {StatusDokumen.BMS, StatusDokumen.DIPERBAIKI}:
                syarat.status = DOKUMEN_SYARAT.step(
                    StatusDokumen(syarat.status), AksiDokumen.LEWAT_WAKTU
                )
    found = {butir: daftar.status(butir) for butir in daftar.wajib}
    wajib_selesai(found)
    return penentu(found, daftar.wajib)


async def _old_enough(
    tx: Tx, nominasi: Nominasi, keyring: Keyring, today: date, *, by: Actor
) -> bool:
    """Say whether both candidates have their level's age on the day that the rule names."""
    rule = wajib_berlaku(await aturan_store.all_(tx), Nama.USIA_CALON, today).nilai
    windows = await jendela_store.windows(tx, nominasi.pemilihan)
    day = tanggal_acuan(rule["acuan"], windows)
    candidates = await store.candidates(tx, by.scope, nominasi.id)
    births = [
        keyring.open(c.tanggal_lahir, store.place("tanggal_lahir", nominasi.id, c.posisi))
        for c in candidates.values()
    ]
    minimum = rule[level(nominasi.wilayah)]
    return all(cukup_umur(date.fromisoformat(b), day, minimum) for b in births)
