"""Registering rule sets and elections; moving the legal time of a sandbox."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.ruleset import Aturan, require_values
from voter_registry.domain.tahap import Tahap
from voter_registry.events import published
from voter_registry.store import daftar_pemilih as daftar_store
from voter_registry.store import pemilihan as store
from voter_registry.store import wilayah as wilayah_store
from voter_registry.store.pemilihan import Pemilihan

PANJANG_KAB = 4


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """An election to register."""

    id: str
    nama: str
    jenis: str
    wilayah: str
    hari_pemungutan: date
    ruleset: str
    sandbox: bool
    waktu_legal: datetime | None


async def register_ruleset(
    tx: Tx, id_: str, nama: str, aturan: list[Aturan], *, by: Actor, at: datetime
) -> None:
    """Register a set of rules, once.

    Raises:
        Refusal: for the role; `nilai-aturan-tidak-sah`; `bukti-sudah-ada`.
    """
    require_role(tindakan.DAFTAR_RULESET, by)
    require_values(aturan)
    if await store.get_ruleset(tx, id_) is not None:
        raise Refusal("bukti-sudah-ada", jenis="ruleset", id=id_)
    await store.add_ruleset(tx, id_, nama, [asdict(a) for a in aturan])
    await record_act(tx, tindakan.DAFTAR_RULESET.nama, f"ruleset/{id_}", by=by, at=at)


async def register_pemilihan(
    tx: Tx, baru: Pendaftaran, *, production: bool, by: Actor, at: datetime
) -> Pemilihan:
    """Register an election and open the list of each of its kabupaten/kota.

    Raises:
        Refusal: `sandbox-dilarang` in production, `bukti-sudah-ada`, `wilayah-tidak-dikenal`,
            `tidak-ditemukan` for the ruleset, `ruleset-tidak-lengkap`.
    """
    require_role(tindakan.DAFTAR_PEMILIHAN, by)
    require_region(baru.wilayah, by)
    if baru.sandbox and production:
        raise Refusal("sandbox-dilarang")
    if await store.get(tx, baru.id) is not None:
        raise Refusal("bukti-sudah-ada", jenis="pemilihan", id=baru.id)
    kabs = await wilayah_store.codes_below(tx, baru.wilayah, PANJANG_KAB)
    if not kabs:
        raise Refusal("wilayah-tidak-dikenal", wilayah=baru.wilayah, tingkat="kabupaten/kota")
    if await store.get_ruleset(tx, baru.ruleset) is None:
        raise Refusal("tidak-ditemukan", jenis="ruleset", id=baru.ruleset)
    pemilihan = Pemilihan(versi=1, **asdict(baru))
    ruleset = await store.ruleset_of(tx, pemilihan)
    tx.add(pemilihan)
    await tx.flush()
    await daftar_store.open_all(tx, baru.id, kabs, Tahap.DIBUKA)
    event = published.PemilihanDidaftarkan(
        pemilihan=baru.id,
        aturan={nama: a.nilai for nama, a in ruleset.aturan.items()},
        **{k: v for k, v in asdict(baru).items() if k not in {"id", "ruleset"}},
    )
    await record_event(tx, event, baru.id, at=at)
    await record_act(tx, tindakan.DAFTAR_PEMILIHAN.nama, f"pemilihan/{baru.id}", by=by, at=at)
    return pemilihan


async def move_legal_time(
    tx: Tx, id_: str, waktu: datetime, *, production: bool, by: Actor, at: datetime
) -> Pemilihan:
    """Move the legal time of a sandbox election forward.

    Raises:
        Refusal: `sandbox-dilarang` in production, `bukan-sandbox`, `waktu-mundur`.
    """
    require_role(tindakan.GESER_WAKTU, by)
    pemilihan = await store.get(tx, id_, lock=True)
    if pemilihan is None:
        raise Refusal("tidak-ditemukan", jenis="pemilihan", id=id_)
    require_region(pemilihan.wilayah, by)
    require_movable(pemilihan, production=production)
    if pemilihan.waktu_legal is not None and waktu < pemilihan.waktu_legal:
        raise Refusal("waktu-mundur", sekarang=pemilihan.waktu(at).isoformat())
    pemilihan.waktu_legal = waktu
    pemilihan.versi += 1
    event = published.WaktuLegalDigeser(pemilihan=id_, waktu_legal=waktu)
    await record_event(tx, event, id_, at=at)
    rincian: dict[str, Any] = {"waktu_legal": waktu.isoformat()}
    await record_act(tx, tindakan.GESER_WAKTU.nama, f"pemilihan/{id_}", by=by, at=at, **rincian)
    return pemilihan


def require_movable(pemilihan: Pemilihan, *, production: bool) -> None:
    """Refuse to move the legal time of what is no sandbox, and in production at all."""
    if production:
        raise Refusal("sandbox-dilarang")
    if not pemilihan.sandbox:
        raise Refusal("bukan-sandbox", pemilihan=pemilihan.id)
