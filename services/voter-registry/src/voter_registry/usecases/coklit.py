"""Recording what was found at the doors: a batch of one TPS or village, with a result per item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import require_allowed
from election_common.keyring import Keyring
from election_common.scope import Scope
from election_common.tindakan import Tindakan, require_region
from voter_registry.domain import tindakan
from voter_registry.domain.coklit import Catatan, Temuan, periksa_baru, terapkan
from voter_registry.domain.penguncian import PANJANG_DESA, Kunci
from voter_registry.domain.ruleset import Ruleset
from voter_registry.domain.tahap import Aksi, Tahap
from voter_registry.store import pemilih as store
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store import tps as tps_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.usecases.daftar_pemilih import advance, load_daftar_of, load_lock
from voter_registry.usecases.izin import load_pemilihan

PANJANG_KAB = 4


@dataclass(frozen=True, slots=True)
class PemilihBaru:
    """A person found at the door and not in the list."""

    nik: str
    nkk: str
    tps: str
    tanggal_lahir: date
    status_kawin: str
    lainnya: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Butir:
    """An item of a batch: a finding about a record, or a person who has none."""

    pemilih: UUID | None
    temuan: Temuan | None
    baru: PemilihBaru | None


@dataclass(frozen=True, slots=True)
class HasilButir:
    """What became of an item: the record it is about, or why it was refused."""

    pemilih: UUID | None
    penolakan: Refusal | None


async def record_findings(
    tx: Tx,
    pemilihan_id: str,
    wilayah: str,
    butir: Sequence[Butir],
    keyring: Keyring,
    *,
    by: Actor,
    at: datetime,
) -> list[HasilButir]:
    """Record a batch of findings; an item that is refused leaves the others alone.

    During coklit this is the Pantarlih's act; after the DPS, the PPS's correction.
    """
    require_region(wilayah, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    daftar = await _hold(tx, pemilihan_id, wilayah, by=by)
    act = _act(Tahap(daftar.tahap))
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    kunci = await load_lock(tx, daftar)
    kunci.require_open(wilayah)
    scope = by.scope & Scope.wilayah(wilayah)
    batch = _Batch(
        daftar=daftar,
        kunci=kunci,
        scope=scope,
        ruleset=await pemilihan_store.ruleset_of(tx, pemilihan),
        hari=pemilihan.hari_pemungutan,
        tps=await tps_store.codes(tx, pemilihan_id, wilayah[:PANJANG_DESA]),
        keyring=keyring,
        sumber="perbaikan" if act is tindakan.PERBAIKAN else "coklit",
    )
    ids = [b.pemilih for b in butir if b.pemilih is not None]
    rows = await store.locked(tx, scope, pemilihan_id, daftar.wilayah, ids)
    struck = [_indexes(row, keyring) for row in rows.values() if row.status == "tms"]
    new = [keyring.blinds("nik", b.baru.nik) for b in butir if b.baru]
    taken = await store.active_with_nik(tx, pemilihan_id, set(chain(*struck, *new)))
    hasil = [batch.take(b, rows, taken) for b in butir]
    await batch.write(tx)
    await record_act(
        tx, act.nama, f"daftar-pemilih/{daftar.id}", by=by, at=at, wilayah=wilayah,
        diterima=sum(h.penolakan is None for h in hasil), butir=len(hasil),
    )  # fmt: skip
    return hasil


async def _hold(tx: Tx, pemilihan_id: str, wilayah: str, *, by: Actor) -> DaftarPemilih:
    """Hold the list beside other Pantarlih; alone only for the finding that opens coklit."""
    kab = wilayah[:PANJANG_KAB]
    daftar = await load_daftar_of(tx, pemilihan_id, kab, by=by)
    lock = Lock.UPDATE if daftar.tahap == Tahap.TPS_DIPETAKAN else Lock.SHARE
    daftar = await load_daftar_of(tx, pemilihan_id, kab, by=by, lock=lock)
    aksi = Aksi.PERBAIKAN if daftar.tahap in {Tahap.DPS, Tahap.DPSHP} else Aksi.COKLIT
    advance(daftar, aksi)
    return daftar


def _indexes(row: store.Terkunci, keyring: Keyring) -> list[bytes]:
    """The indexes of a voter's NIK under every key: another row of it may be under an older one."""
    return keyring.blinds("nik", keyring.open(row.nik, store.place("nik", row.id)))


def _act(tahap: Tahap) -> Tindakan:
    return tindakan.PERBAIKAN if tahap in {Tahap.DPS, Tahap.DPSHP} else tindakan.COKLIT


class _Batch:
    """What a batch will write, gathered item by item and written in as few statements."""

    def __init__(
        self,
        *,
        daftar: DaftarPemilih,
        kunci: Kunci,
        scope: Scope,
        ruleset: Ruleset,
        hari: date,
        tps: set[str],
        keyring: Keyring,
        sumber: str,
    ):
        self.daftar = daftar
        self.kunci = kunci
        self.scope = scope
        self.ruleset = ruleset
        self.hari = hari
        self.tps = tps
        self.keyring = keyring
        self.sumber = sumber
        self.marks: dict[UUID, dict[str, Any]] = {}
        self.changes: dict[UUID, dict[str, object]] = {}
        self.added: list[dict[str, Any]] = []

    def take(self, butir: Butir, rows: dict[UUID, store.Terkunci], taken: set[bytes]) -> HasilButir:
        """Judge one item."""
        try:
            if butir.baru is not None:
                return HasilButir(self._add(butir.baru, taken), None)
            return HasilButir(self._mark(butir, rows, taken), None)
        except Refusal as refusal:
            return HasilButir(butir.pemilih, refusal)

    def _mark(self, butir: Butir, rows: dict[UUID, store.Terkunci], taken: set[bytes]) -> UUID:
        row = rows.get(butir.pemilih) if butir.pemilih else None
        if row is None or butir.temuan is None or row.id in self.marks:
            raise Refusal("tidak-ditemukan", jenis="pemilih", id=butir.pemilih)
        self.kunci.require_open(row.lokasi)
        catatan = Catatan(row.lokasi, row.status, row.tanggal_lahir, row.status_kawin, row.versi)
        akibat = terapkan(catatan, butir.temuan, self.ruleset, self.hari)
        self._require_tps(akibat.lokasi)
        if row.status == "tms" and akibat.status != "tms":
            self._take(_indexes(row, self.keyring), taken)
        self.marks[row.id] = {
            "id": row.id,
            "status": akibat.status,
            "kode_tms": akibat.kode_tms,
            "bukti": butir.temuan.bukti,
            "lokasi": akibat.lokasi,
        }
        if akibat.perubahan:
            self.changes[row.id] = akibat.perubahan
        return row.id

    def _add(self, baru: PemilihBaru, taken: set[bytes]) -> UUID:
        periksa_baru(
            nik=baru.nik,
            nkk=baru.nkk,
            tanggal_lahir=baru.tanggal_lahir,
            status_kawin=baru.status_kawin,
            ruleset=self.ruleset,
            hari_pemungutan=self.hari,
        )
        self._require_tps(baru.tps)
        self.kunci.require_open(baru.tps)
        indexes = self.keyring.blinds("nik", baru.nik)
        self._take(indexes, taken)
        id_ = uuid4()
        self.added.append(self._row(id_, baru, indexes[0]))
        return id_

    @staticmethod
    def _take(indexes: list[bytes], taken: set[bytes]) -> None:
        """Refuse a second active record of a NIK: who was struck may stand elsewhere by now."""
        if not taken.isdisjoint(indexes):
            raise Refusal("pemilih-sudah-terdaftar")
        taken.update(indexes)

    def _row(self, id_: UUID, baru: PemilihBaru, index: bytes) -> dict[str, Any]:
        return {
            "id": id_,
            "pemilihan": self.daftar.pemilihan,
            "kab": self.daftar.wilayah,
            "lokasi": baru.tps,
            "nik": self.keyring.seal(baru.nik, store.place("nik", id_)),
            "nik_indeks": index,
            "nkk": self.keyring.seal(baru.nkk, store.place("nkk", id_)),
            "nkk_indeks": self.keyring.blind("nkk", baru.nkk),
            "nkk_akhir": baru.nkk[-4:],
            "tanggal_lahir": baru.tanggal_lahir,
            "status_kawin": baru.status_kawin,
            **baru.lainnya,
            "status": "baru",
            "sumber": self.sumber,
            "versi": 1,
        }

    def _require_tps(self, lokasi: str) -> None:
        if lokasi not in self.tps:
            raise Refusal("tps-benar-tidak-sah", tps=lokasi, desa=lokasi[:PANJANG_DESA])
        if not self.scope.covers(lokasi):
            raise Refusal("wilayah-di-luar-kewenangan", wilayah=lokasi)

    async def write(self, tx: Tx) -> None:
        """Write all of it."""
        where = (self.daftar.pemilihan, self.daftar.wilayah)
        if self.marks:
            await store.mark_all(tx, *where, list(self.marks.values()))
        for id_, values in self.changes.items():
            await store.change(tx, *where, id_, values)
        if self.added:
            await store.add_all(tx, self.added)
