"""Taking in the forms of TPS: a batch, with a result per item and nothing dropped in silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.kerangka.pemilihan import Pemilihan
from election_common.provenance import Asal, require_real
from election_common.tindakan import require_region
from publication.domain import tindakan
from publication.domain.angka import Angka
from publication.domain.dokumen import Jenis
from publication.domain.kolom import Kolom
from publication.domain.pemeriksaan import Batas
from publication.domain.potret import PANJANG_KECAMATAN, Formulir
from publication.domain.terima import Acuan, terima_formulir
from publication.store import dokumen as dokumen_store
from publication.store import dpt as dpt_store
from publication.store import hasil_tps as store
from publication.store import kolom_suara as kolom_store
from publication.usecases.izin import require_allowed


@dataclass(frozen=True, slots=True)
class Butir:
    """An item of a batch: the figures of one TPS's form."""

    tps: str
    angka: Angka


@dataclass(frozen=True, slots=True)
class HasilButir:
    """What became of an item: the form as it stands, or why it was refused."""

    tps: str
    formulir: Formulir | None
    penolakan: Refusal | None


async def record_forms(
    tx: Tx, pemilihan_id: str, butir: Sequence[Butir], asal: Asal,
    *, production: bool, by: Actor, at: datetime,
) -> list[HasilButir]:  # fmt: skip
    """Record forms; one that is refused leaves the others alone, one that is known changes nothing.

    Raises:
        Refusal: for role and window; `kolom-suara-belum-ada`; `data-buatan-dilarang`.
    """
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    await require_allowed(tx, tindakan.HASIL_TPS, pemilihan, by=by, at=at)
    require_real({asal}, production=production)
    acuan = await _load_acuan(tx, pemilihan, [b.tps for b in butir])
    hasil = [_judge(b, asal, acuan, by) for b in butir]
    first: dict[str, Formulir] = {}
    for h in hasil:
        if h.formulir is not None:
            first.setdefault(h.tps, h.formulir)
    new = await store.add_all(tx, pemilihan_id, first.values(), at)
    known = await store.of_tps(tx, pemilihan_id, set(first) - new)
    units = {tps[:PANJANG_KECAMATAN] for tps in new}
    act = tindakan.HASIL_TPS.nama
    await dokumen_store.mark(tx, pemilihan_id, Jenis.HASIL, units, act)
    await record_act(
        tx, act, f"pemilihan/{pemilihan_id}", by=by, at=at, baru=sorted(new), butir=len(butir)
    )
    return [_compare(h, first | known) for h in hasil]


async def _load_acuan(tx: Tx, pemilihan: Pemilihan, codes: Sequence[str]) -> Acuan:
    kolom = await kolom_store.of(tx, pemilihan.id)
    require_fixed(kolom, pemilihan.id)
    return Acuan(
        batas=Batas.of(pemilihan.aturan),
        kolom=kolom,
        dpt=await dpt_store.of_tps(tx, pemilihan.id, codes),
        kab_berdpt=await dpt_store.kabupaten(tx, pemilihan.id),
    )


def require_fixed(kolom: Sequence[Kolom], pemilihan: str) -> None:
    """Refuse forms of an election whose columns nobody has fixed."""
    if not kolom:
        raise Refusal("kolom-suara-belum-ada", pemilihan=pemilihan)


def _judge(butir: Butir, asal: Asal, acuan: Acuan, by: Actor) -> HasilButir:
    try:
        require_region(butir.tps, by)
        formulir = terima_formulir(butir.tps, butir.angka, asal, acuan)
    except Refusal as refusal:
        return HasilButir(butir.tps, None, refusal)
    return HasilButir(butir.tps, formulir, None)


def _compare(hasil: HasilButir, stored: Mapping[str, Formulir]) -> HasilButir:
    """Refuse an accepted item when the TPS's stored form says something else."""
    if hasil.formulir is None or hasil.formulir == stored[hasil.tps]:
        return hasil
    return HasilButir(hasil.tps, None, Refusal("hasil-tps-sudah-ada", tps=hasil.tps))
