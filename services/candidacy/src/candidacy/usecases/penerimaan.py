"""Reception: a nomination is accepted as complete, or returned, and may come again."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.ambang import terpenuhi
from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT
from candidacy.domain.dokumen_syarat import Aksi as AksiDokumen
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.jenis_dokumen import Butir
from candidacy.domain.nominasi import MENGIKAT, NOMINASI, Aksi, Status
from candidacy.domain.partai import pilih
from candidacy.domain.penerimaan import Keberadaan, Sebab, penerimaan
from candidacy.events import published
from candidacy.store import dokumen_syarat as dokumen_store
from candidacy.store import nominasi as store
from candidacy.store import partai as partai_store
from candidacy.store.nominasi import Nominasi
from candidacy.usecases.ambang_batas import load_threshold, value
from candidacy.usecases.dokumen_syarat import load_checklist
from candidacy.usecases.izin import load_nominasi
from candidacy.usecases.langkah import Langkah, advance
from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.keyring import Keyring
from election_common.version import require_version


async def accept_nominasi(
    tx: Tx, id_: UUID, keberadaan: Mapping[Butir, Keberadaan], ba_nomor: str, versi: int,
    keyring: Keyring, *, by: Actor, at: datetime,
) -> tuple[Nominasi, list[Sebab]]:  # fmt: skip
    """Check a submission and accept it, or return it; what speaks against it is found, not told.

    Raises:
        Refusal: for role, scope and state; `versi-usang`; `daftar-periksa-tidak-sesuai` unless
            every required document is checked; `ambang-batas-belum-terukur` while the figures of
            its parties are not known.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    legal = await require_allowed(tx, tindakan.PENERIMAAN, pemilihan, by=by, at=at)
    require_version(versi, nominasi.versi)
    NOMINASI.step(Status(nominasi.status), Aksi.PENERIMAAN)
    await store.hold_reception(tx, pemilihan.id)
    daftar = await load_checklist(tx, nominasi, by=by)
    if set(keberadaan) != set(daftar.wajib):
        raise Refusal("daftar-periksa-tidak-sesuai", jumlah=len(daftar.wajib))
    there = all(k is Keberadaan.ADA and daftar.ada(b) for b, k in keberadaan.items())
    against = await _against(tx, nominasi, keyring, by=by)
    sebab = [*([] if there else [Sebab.TIDAK_LENGKAP]), *against]
    aksi = penerimaan(sebab)
    if aksi is Aksi.PENGEMBALIAN:
        await _unseal(tx, nominasi, by=by)
    langkah = Langkah(tindakan.PENERIMAAN, aksi, by, at, legal)
    await advance(tx, nominasi, langkah, ba=ba_nomor, sebab=[s.value for s in sebab])
    await _publish(tx, nominasi, sebab, legal, at)
    return nominasi, sebab


async def _against(tx: Tx, nominasi: Nominasi, keyring: Keyring, *, by: Actor) -> list[Sebab]:
    """Find what speaks against a submission beyond its completeness."""
    found = []
    threshold = value(await load_threshold(tx, nominasi.pemilihan, nominasi.ambang_revisi))
    parties = pilih(await partai_store.of(tx, nominasi.pemilihan), nominasi.partai)
    reached = terpenuhi(threshold, parties)
    if reached is None:
        raise Refusal("ambang-batas-belum-terukur", pemilihan=nominasi.pemilihan)
    if not reached:
        found.append(Sebab.AMBANG_BATAS)
    others = [
        n
        for n in await store.of_election(tx, by.scope, nominasi.pemilihan)
        if n.id != nominasi.id and Status(n.status) in MENGIKAT - {Status.DIAJUKAN}
    ]
    if {kode for n in others for kode in n.partai} & set(nominasi.partai):
        found.append(Sebab.PARTAI_GANDA)
    own = (await store.candidates(tx, by.scope, nominasi.id)).values()
    niks = [keyring.open(c.nik, store.place("nik", nominasi.id, c.posisi)) for c in own]
    indexes = [index for nik in niks for index in keyring.blinds("nik", nik)]
    named = await store.with_nik(tx, by.scope, nominasi.pemilihan, indexes)
    if named & {n.id for n in others} or len(set(niks)) != len(niks):
        found.append(Sebab.CALON_GANDA)
    return found


async def _unseal(tx: Tx, nominasi: Nominasi, *, by: Actor) -> None:
    """Open what was sealed: a returned nomination is mended and may come again."""
    for syarat in (await dokumen_store.standing(tx, by.scope, nominasi.id)).values():
        syarat.status = DOKUMEN_SYARAT.step(StatusDokumen(syarat.status), AksiDokumen.PEMBUKAAN)


async def _publish(
    tx: Tx, nominasi: Nominasi, sebab: list[Sebab], legal: datetime, at: datetime
) -> None:
    common = {"pemilihan": nominasi.pemilihan, "nominasi": nominasi.id}
    event = (
        published.NominasiDikembalikan(
            **common, sebab=[s.value for s in sebab], dikembalikan_pada=legal
        )
        if sebab
        else published.NominasiDidaftarkan(
            **common, partai=nominasi.partai, diajukan_pada=nominasi.diajukan_pada
        )
    )
    await record_event(tx, event, str(nominasi.id), at=at)
