"""The threshold of an election: its parties, its decree, and what the others could still reach."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from candidacy.domain import tindakan
from candidacy.domain.ambang import Ambang, Cara, Dasar, Langkah, Uraian, hitung, terpenuhi
from candidacy.domain.nominasi import MENGIKAT, Status
from candidacy.domain.partai import Partai, Perolehan, perolehan, require_distinct, sisa
from candidacy.store import aturan as aturan_store
from candidacy.store import dpt as dpt_store
from candidacy.store import nominasi as nominasi_store
from candidacy.store import partai as store
from candidacy.store import wilayah as wilayah_store
from candidacy.store.partai import AmbangBatas
from candidacy.usecases.izin import require_office
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.kerangka.pemilihan import Pemilihan
from election_common.provenance import Asal, require_real, weakest
from election_common.scope import level
from election_common.version import require_version_if_any


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure with its provenance and its source."""

    jumlah: int
    asal: Asal
    sumber: str


@dataclass(frozen=True, slots=True)
class Keputusan:
    """A threshold decree: its paper, and the figures that it rests on.

    `dpt` is the DPT of the last election: a figure, or the id of an election recapitulated here.
    """

    sk_nomor: str
    sk_tanggal: date
    dpt: Angka | str
    suara_sah: Angka
    kursi: int
    alasan: str | None


@dataclass(frozen=True, slots=True)
class Kemungkinan:
    """What the parties that support nobody hold, and whether it would be enough."""

    partai: list[Partai]
    milik: Perolehan
    masih_mungkin: bool | None


async def register_parties(
    tx: Tx, pemilihan_id: str, rows: Sequence[dict[str, Any]], versi: int | None,
    *, production: bool, by: Actor, at: datetime,
) -> int:  # fmt: skip
    """Register the parties of the last DPRD election with what they won, or mend their figures.

    `versi` is that of the list that was seen, None for the first; returns the one it has now.

    Raises:
        Refusal: for role and region; `if-match-tidak-ada` or `versi-usang` where parties are
            registered; `nomor-partai-ganda`; `data-buatan-dilarang`.
    """
    await require_office(tx, tindakan.PENDAFTARAN_PARTAI, pemilihan_id, by=by, at=at)
    await store.hold_threshold(tx, pemilihan_id)
    known = await store.list_of(tx, pemilihan_id)
    sekarang = store.version(known)
    require_version_if_any(versi, sekarang)
    require_distinct([(p.kode, p.nomor) for p in known], [(r["kode"], r["nomor"]) for r in rows])
    sources = {Asal(r[name]) for r in rows for name in ("asal_suara", "asal_kursi")}
    require_real(sources, production=production)
    await store.put_all(tx, pemilihan_id, rows, sekarang + 1)
    await record_act(
        tx, tindakan.PENDAFTARAN_PARTAI.nama, f"pemilihan/{pemilihan_id}", by=by, at=at,
        partai=[r["kode"] for r in rows],
    )  # fmt: skip
    return sekarang + 1


async def establish_threshold(
    tx: Tx, pemilihan_id: str, keputusan: Keputusan, versi: int | None,
    *, production: bool, by: Actor, at: datetime,
) -> AmbangBatas:  # fmt: skip
    """Establish the threshold by decree, by the rules in force on its day; a revision has a reason.

    `versi` is the revision that its author has seen, None for the first.

    Raises:
        Refusal: for role and region; `dpt-belum-diterima`; `aturan-tidak-ada`;
            `suara-partai-tidak-sama` when the parties' votes do not add up to the valid ones;
            `if-match-tidak-ada`, `versi-usang`, or `alasan-revisi-wajib` for a revision;
            `data-buatan-dilarang`.
    """
    act = tindakan.PENETAPAN_AMBANG
    pemilihan, _ = await require_office(tx, act, pemilihan_id, by=by, at=at)
    sekarang = await store.hold_threshold(tx, pemilihan_id)
    require_version_if_any(versi, sekarang)
    if sekarang and keputusan.alasan is None:
        raise Refusal("alasan-revisi-wajib", revisi=sekarang + 1)
    dpt = await _dpt(tx, pemilihan, keputusan.dpt)
    require_real({dpt.asal, keputusan.suara_sah.asal}, production=production)
    await _require_sum(tx, pemilihan_id, keputusan.suara_sah.jumlah)
    dasar = Dasar(
        dpt=dpt.jumlah,
        suara_sah=keputusan.suara_sah.jumlah,
        kursi=keputusan.kursi,
        daerah=await wilayah_store.count_children(tx, pemilihan.wilayah),
        asal=weakest({dpt.asal, keputusan.suara_sah.asal}),
    )
    ambang = hitung(
        await aturan_store.all_(tx), dasar, level(pemilihan.wilayah), keputusan.sk_tanggal
    )
    row = _row(pemilihan_id, sekarang + 1, keputusan, dpt, dasar, ambang, at)
    tx.add(row)
    await record_act(
        tx, act.nama, f"ambang-batas/{pemilihan_id}", by=by, at=at,
        revisi=row.revisi, sk=keputusan.sk_nomor,
    )  # fmt: skip
    return row


async def load_threshold(tx: Tx, pemilihan_id: str, revisi: int | None = None) -> AmbangBatas:
    """Return a threshold; refuses with `ambang-batas-belum-ditetapkan`."""
    row = await store.threshold(tx, pemilihan_id, revisi)
    if row is None:
        raise Refusal("ambang-batas-belum-ditetapkan", pemilihan=pemilihan_id)
    return row


async def read_remaining(tx: Tx, pemilihan_id: str, *, by: Actor, at: datetime) -> Kemungkinan:
    """Say whether the parties that support nobody could still reach it (PKPU 10/2024 Pasal 135).

    Only an office asks: who has submitted what is not public before it is received.
    """
    await require_office(tx, tindakan.PENETAPAN_AMBANG, pemilihan_id, by=by, at=at)
    ambang = value(await load_threshold(tx, pemilihan_id))
    found = await nominasi_store.of_election(tx, by.scope, pemilihan_id)
    used = {kode for n in found if Status(n.status) in MENGIKAT for kode in n.partai}
    rest = sisa(await store.of(tx, pemilihan_id), used)
    return Kemungkinan(rest, perolehan(rest), terpenuhi(ambang, rest))


def value(row: AmbangBatas) -> Ambang:
    """Return a stored threshold as the rules take it."""
    steps = tuple(
        Langkah(Uraian(s["uraian"]), s["rumus"], s["nilai"], s["dasar"])
        for s in row.hasil["langkah"]
    )
    return Ambang(
        **row.hasil
        | {"cara": Cara(row.hasil["cara"]), "asal": Asal(row.hasil["asal"]), "langkah": steps}
    )


async def _dpt(tx: Tx, pemilihan: Pemilihan, wish: Angka | str) -> Angka:
    if isinstance(wish, Angka):
        return wish
    await load_pemilihan(tx, wish)
    copy = await dpt_store.of(tx, wish, pemilihan.wilayah)
    if copy is None:
        raise Refusal("dpt-belum-diterima", pemilihan=wish, wilayah=pemilihan.wilayah)
    return Angka(copy.jumlah, Asal(copy.asal), copy.ba_nomor)


async def _require_sum(tx: Tx, pemilihan_id: str, suara_sah: int) -> None:
    """Refuse valid votes that are not what all parties together won, where that is known."""
    milik = perolehan((await store.of(tx, pemilihan_id)).values())
    if milik.asal is not None and milik.suara not in {None, suara_sah}:
        raise Refusal("suara-partai-tidak-sama", partai=milik.suara, suara_sah=suara_sah)


def _row(
    pemilihan_id: str, revisi: int, keputusan: Keputusan, dpt: Angka, dasar: Dasar,
    ambang: Ambang, at: datetime,
) -> AmbangBatas:  # fmt: skip
    sumber = {"sumber_dpt": dpt.sumber, "sumber_suara_sah": keputusan.suara_sah.sumber}
    return AmbangBatas(
        pemilihan=pemilihan_id,
        revisi=revisi,
        sk_nomor=keputusan.sk_nomor,
        sk_tanggal=keputusan.sk_tanggal,
        alasan=keputusan.alasan,
        dasar={**asdict(dasar), **sumber},
        hasil={**asdict(ambang), "langkah": [asdict(s) for s in ambang.langkah]},
        dicatat_pada=at,
    )
