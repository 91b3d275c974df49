"""Determining the pairs of an election by plenary, and retracting a determination."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.aturan import Nama, wajib_berlaku
from candidacy.domain.calon import Posisi, nama_tercetak
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.domain.pleno import Pleno, asal_keputusan, wajib_sah
from candidacy.events import published
from candidacy.store import aturan as aturan_store
from candidacy.store import nominasi as nominasi_store
from candidacy.store import pasangan_calon as store
from candidacy.store import tanggapan as tanggapan_store
from candidacy.store.nominasi import Nominasi
from candidacy.store.pasangan_calon import PasanganCalon
from candidacy.usecases.dokumen_syarat import load_checklist
from candidacy.usecases.izin import load_nominasi, require_office
from candidacy.usecases.langkah import Langkah, advance
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.legal_time import WIB
from election_common.provenance import require_real
from election_common.tindakan import require_region, require_role
from election_common.version import require_version

#: A nomination in these states still awaits its result: a plenary would pass over it.
MENUNGGU = frozenset({Status.DIAJUKAN, Status.DITERIMA, Status.PERLU_PERBAIKAN, Status.DIPERBAIKI})


@dataclass(frozen=True, slots=True)
class Siap:
    """What a plenary would decide on now; `versi` grows with every step of any nomination.

    It does not with what a pair still writes in its draft: no pair holds up the others' plenary.
    """

    pemilihan: str
    ms: list[UUID]
    belum: list[UUID]
    tanggapan_terbuka: int
    versi: int


async def read_readiness(tx: Tx, pemilihan_id: str, *, by: Actor, lock: bool = False) -> Siap:
    """Return what a plenary would decide on now, to those who may see the dossiers."""
    require_role(tindakan.PEMBACAAN, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_region(pemilihan.wilayah, by)
    found = await nominasi_store.of_election(tx, by.scope, pemilihan_id, lock=lock)
    return Siap(
        pemilihan=pemilihan_id,
        ms=[n.id for n in found if n.status == Status.MS_SEMENTARA],
        belum=[n.id for n in found if Status(n.status) in MENUNGGU],
        tanggapan_terbuka=await tanggapan_store.count_open(tx, by.scope, pemilihan_id),
        versi=await nominasi_store.count_steps(tx, by.scope, pemilihan_id),
    )


async def establish_pairs(
    tx: Tx, pemilihan_id: str, pleno: Pleno, versi: int,
    *, production: bool, by: Actor, at: datetime,
) -> list[PasanganCalon]:  # fmt: skip
    """Determine every pair that is MS, by one plenary and one decree.

    Raises:
        Refusal: for role, region and window; `versi-usang`; `tanggapan-masih-terbuka`;
            `penelitian-belum-selesai`; `pleno-tidak-sesuai`; `pleno-tidak-kuorum`;
            `tidak-ada-pasangan`; `data-buatan-dilarang`; `bukti-sudah-ada` for a second plenary.
    """
    act = tindakan.PENETAPAN
    _, legal = await require_office(tx, act, pemilihan_id, by=by, at=at)
    require_real({asal_keputusan(pleno.sk_nomor)}, production=production)
    siap = await read_readiness(tx, pemilihan_id, by=by, lock=True)
    require_version(versi, siap.versi)
    require_ready(siap)
    rule = wajib_berlaku(await aturan_store.all_(tx), Nama.PLENO, legal.date())
    wajib_sah(rule, pleno.suara)
    if not await store.add_plenary(tx, _minutes(pemilihan_id, pleno, legal)):
        raise Refusal("bukti-sudah-ada", jenis="penetapan", id=pemilihan_id)
    langkah = Langkah(act, Aksi.PENETAPAN, by, at, legal)
    pairs = [await _determine(tx, id_, pleno, langkah) for id_ in siap.ms]
    await store.add_all(tx, pairs)
    event = published.PasanganCalonDitetapkan(
        pemilihan=pemilihan_id, sk_nomor=pleno.sk_nomor, sk_tanggal=pleno.sk_tanggal,
        pasangan=[
            published.Pasangan(id=p.id, calon=p.calon, wakil=p.wakil, partai=p.partai)
            for p in pairs
        ],
    )  # fmt: skip
    await record_event(tx, event, pemilihan_id, at=at)
    await record_act(
        tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at,
        ba=pleno.ba_nomor, sk=pleno.sk_nomor, pasangan=len(pairs),
    )  # fmt: skip
    return pairs


async def revoke_pair(
    tx: Tx, id_: UUID, keputusan: str, versi: int, *, by: Actor, at: datetime
) -> Nominasi:
    """Retract the determination of a pair by a decision: death, a final verdict, an order.

    Raises:
        Refusal: for role, scope and state; `versi-usang`.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    legal = await require_allowed(tx, tindakan.PEMBATALAN, pemilihan, by=by, at=at)
    langkah = Langkah(tindakan.PEMBATALAN, Aksi.PEMBATALAN, by, at, legal)
    await advance(tx, nominasi, langkah, versi=versi, keputusan=keputusan)
    pair = await store.get(tx, id_)
    if pair is not None:
        pair.status = Status.DIBATALKAN
    event = published.PasanganCalonDibatalkan(
        pemilihan=nominasi.pemilihan, id=id_, nomor_urut=pair.nomor_urut if pair else None,
        keputusan_nomor=keputusan,
    )  # fmt: skip
    await tx.flush()
    await record_event(tx, event, nominasi.pemilihan, at=at)
    return nominasi


def require_ready(siap: Siap) -> None:
    """Refuse a plenary that would pass over somebody, or has nobody to determine."""
    if siap.tanggapan_terbuka:
        raise Refusal("tanggapan-masih-terbuka", jumlah=siap.tanggapan_terbuka)
    if siap.belum:
        belum = [str(id_) for id_ in siap.belum]
        raise Refusal(
            "penelitian-belum-selesai", members={"belum": belum},
            jumlah=len(belum), contoh=belum[0],
        )  # fmt: skip
    if not siap.ms:
        raise Refusal("tidak-ada-pasangan", pemilihan=siap.pemilihan)


async def _determine(tx: Tx, id_: UUID, pleno: Pleno, langkah: Langkah) -> PasanganCalon:
    """Determine one pair: its names carry proven titles only, its checklist becomes public."""
    nominasi = await load_nominasi(tx, id_, by=langkah.by)
    NOMINASI.step(Status(nominasi.status), Aksi.PENETAPAN)
    daftar = await load_checklist(tx, nominasi, by=langkah.by)
    candidates = await nominasi_store.candidates(tx, langkah.by.scope, id_)
    proven = {b for b in daftar.wajib if daftar.status(b) is StatusDokumen.MS}
    names = {
        posisi: nama_tercetak(c.nama, c.titles, {j for p, j in proven if p == posisi})
        for posisi, c in candidates.items()
    }
    await advance(tx, nominasi, langkah, ba=pleno.ba_nomor, sk=pleno.sk_nomor)
    checklist: Sequence[object] = [
        {"posisi": p, "jenis": j, "nama": jenis.nama, "status": daftar.status((p, j))}
        for (p, j), jenis in daftar.wajib.items()
    ]
    return _pair(nominasi, names, pleno, list(checklist))


def _pair(
    nominasi: Nominasi, names: dict[str, str], pleno: Pleno, checklist: list[object]
) -> PasanganCalon:
    fields = ("calon", "wakil", "partai", "tanggal_daftar", "sk_penetapan", "nomor_urut")
    return PasanganCalon(
        id=nominasi.id,
        pemilihan=nominasi.pemilihan,
        status=Status.DITETAPKAN,
        calon=names[Posisi.CALON],
        wakil=names[Posisi.WAKIL],
        partai=nominasi.partai,
        tanggal_daftar=_day(nominasi.diajukan_pada),
        sk_penetapan=pleno.sk_nomor,
        asal=dict.fromkeys(fields, asal_keputusan(pleno.sk_nomor)),
        catatan="",
        syarat=checklist,
    )


def _day(pada: datetime | None) -> date | None:
    """The day of the office on which something was received, whatever zone a session has."""
    return pada.astimezone(WIB).date() if pada else None


def _minutes(pemilihan_id: str, pleno: Pleno, legal: datetime) -> dict[str, object]:
    values = asdict(pleno)
    return {
        **values,
        "pemilihan": pemilihan_id,
        "suara": list(values["suara"]),
        "ditetapkan_pada": legal,
    }
