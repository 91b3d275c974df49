"""Pairs as the public knows them: those it may respond to, those that were announced elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from candidacy.domain import tindakan
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.domain.pengundian import wajib_lengkap
from candidacy.events import published
from candidacy.store import nominasi as nominasi_store
from candidacy.store import pasangan_calon as store
from candidacy.store.nominasi import Nominasi
from candidacy.store.pasangan_calon import PasanganCalon
from candidacy.usecases.izin import require_office
from candidacy.usecases.pengundian import publish_numbers
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import EarlyRefusal, Refusal
from election_common.events import record_event
from election_common.kerangka import jendela as jendela_store
from election_common.kerangka.izin import load_pemilihan
from election_common.provenance import Asal, require_real
from election_common.tindakan import require_open
from election_common.version import require_version


@dataclass(frozen=True, slots=True)
class Hasil:
    """A pair as it was officially announced, with the provenance of each field."""

    nomor_urut: int
    calon: str
    wakil: str
    partai: tuple[str, ...]
    tanggal_daftar: date | None
    sk_penetapan: str | None
    sk_nomor_urut: str | None
    asal: dict[str, Asal]
    catatan: str


async def list_provisional(tx: Tx, pemilihan_id: str, *, at: datetime) -> Sequence[Any]:
    """Return the pairs that are MS, to everybody, while the public may respond to them.

    Raises:
        Refusal: `di-luar-jadwal` outside the window of public input; `jadwal-belum-diterima`;
            `pemilihan-belum-diterima`.
    """
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    jadwal = await jendela_store.windows(tx, pemilihan.id)
    require_open(tindakan.TANGGAPAN, jadwal, pemilihan.waktu(at))
    return await store.provisional(tx, pemilihan.id)


async def import_outcome(
    tx: Tx, pemilihan_id: str, hasil: Sequence[Hasil],
    *, production: bool, by: Actor, at: datetime,
) -> list[PasanganCalon]:  # fmt: skip
    """Record the pairs of an election as they were announced: no dossier stands behind them.

    Raises:
        Refusal: for role and region; `jadwal-belum-diterima`; `nomor-urut-tidak-sesuai`;
            `data-buatan-dilarang`; `bukti-sudah-ada` when the election has pairs or nominations.
    """
    act = tindakan.IMPOR_HASIL
    await require_office(tx, act, pemilihan_id, by=by, at=at)
    require_real({a for h in hasil for a in h.asal.values()}, production=production)
    if not await jendela_store.windows(tx, pemilihan_id):
        raise EarlyRefusal("jadwal-belum-diterima", tindakan=act.nama)
    await store.hold(tx, pemilihan_id)
    if await store.of(tx, pemilihan_id) or await nominasi_store.of_election(
        tx, by.scope, pemilihan_id
    ):
        raise Refusal("bukti-sudah-ada", jenis="pasangan calon", id=pemilihan_id)
    pairs = [_row(pemilihan_id, h) for h in hasil]
    wajib_lengkap({str(p.id): p.nomor_urut or 0 for p in pairs}, [str(p.id) for p in pairs])
    await store.add_all(tx, pairs)
    await publish_numbers(tx, pemilihan_id, pairs, hasil[0].sk_nomor_urut or "-", at)
    await record_act(tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at, pasangan=len(pairs))
    return pairs


async def revoke_announced(
    tx: Tx, pemilihan_id: str, id_: UUID, keputusan: str, versi: int, *, by: Actor, at: datetime
) -> PasanganCalon:
    """Retract a pair that was announced elsewhere, by a decision that was taken since.

    Raises:
        Refusal: for role and region; `tidak-ditemukan`; `versi-usang`; `pasangan-bernominasi` for
            one that was determined here; `tahap-tidak-mengizinkan` for one that is revoked.
    """
    act = tindakan.PEMBATALAN
    await require_office(tx, act, pemilihan_id, by=by, at=at)
    pair, nominasi = await load_pair(tx, pemilihan_id, id_, by=by, lock=True)
    require_version(versi, pair.versi)
    pair.status = require_revocable(pair, nominasi)
    await tx.flush()
    event = published.PasanganCalonDibatalkan(
        pemilihan=pemilihan_id, id=id_, nomor_urut=pair.nomor_urut, keputusan_nomor=keputusan
    )
    await record_event(tx, event, pemilihan_id, at=at)
    await record_act(tx, act.nama, f"pasangan-calon/{id_}", by=by, at=at, keputusan=keputusan)
    return pair


async def load_pair(
    tx: Tx, pemilihan_id: str, id_: UUID, *, by: Actor, lock: bool = False
) -> tuple[PasanganCalon, Nominasi | None]:
    """Return a pair of an election, and the nomination that it comes from if it was made here."""
    pair = await store.get(tx, id_, lock=lock)
    if pair is None or pair.pemilihan != pemilihan_id:
        raise Refusal("tidak-ditemukan", jenis="pasangan calon", id=id_)
    return pair, await nominasi_store.get(tx, by.scope, id_)


def require_revocable(pair: PasanganCalon, nominasi: Nominasi | None) -> Status:
    """Refuse to revoke a pair past its nomination, or twice; returns its next state."""
    if nominasi is not None:
        raise Refusal("pasangan-bernominasi", id=pair.id)
    return NOMINASI.step(Status(pair.status), Aksi.PEMBATALAN)


def _row(pemilihan_id: str, h: Hasil) -> PasanganCalon:
    return PasanganCalon(
        id=uuid4(), pemilihan=pemilihan_id, nomor_urut=h.nomor_urut, status=Status.DITETAPKAN,
        calon=h.calon, wakil=h.wakil, partai=list(h.partai), tanggal_daftar=h.tanggal_daftar,
        sk_penetapan=h.sk_penetapan, sk_nomor_urut=h.sk_nomor_urut,
        asal={k: v.value for k, v in h.asal.items()}, catatan=h.catatan, syarat=[],
    )  # fmt: skip
