"""Reading voters: what the caller's role sees, counted against his quota, written to the audit."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from election_common.actor import Actor
from election_common.bacaan import Pembaca, record_read
from election_common.database import Sessions, Tx, transaction
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.kuota import Kuota, require_quota
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.data_pribadi import kolom_terlihat
from voter_registry.store import pembacaan_pemilih as pembacaan
from voter_registry.store import pemilih as store

Baris = Sequence[dict[str, Any]]

KUOTA_BUKA_NIK = Kuota("buka-nik", 30, 3600)


async def read_voter(
    tx: Tx, id_: UUID, pembaca: Pembaca, keyring: Keyring, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Return one voter as the caller's role sees him.

    Raises:
        Refusal: for role; `tidak-ditemukan`; `kuota-habis`.
    """
    require_role(tindakan.BACA_PEMILIH, by)
    await pembaca.take(tx, 1, by=by, at=at)
    kolom = kolom_terlihat(by.peran)
    row = await pembacaan.get(tx, by.scope, id_, kolom)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemilih", id=id_)
    await record_read(tx, f"pemilih/{id_}", kolom, [id_], by=by, at=at)
    return shown(row, keyring)


@dataclass(frozen=True, slots=True)
class Alasan:
    """Why a number is revealed, and for which case, if any."""

    alasan: str
    perkara: str | None


async def reveal_number(
    tx: Tx,
    id_: UUID,
    nomor: Literal["nik", "nkk"],
    alasan: Alasan,
    keyring: Keyring,
    *,
    by: Actor,
    at: datetime,
) -> str:
    """Reveal the NIK or NKK of one voter; the audit row commits before it is shown.

    Raises:
        Refusal: for role; `tidak-ditemukan`; `kuota-habis` beyond 30 an hour.
    """
    require_role(tindakan.BUKA_NIK, by)
    await require_quota(tx, KUOTA_BUKA_NIK, by.sub, 1, at=at)
    row = await pembacaan.get(tx, by.scope, id_, [nomor])
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemilih", id=id_)
    await record_read(
        tx, f"pemilih/{id_}", [nomor], [id_], by=by, at=at, tindakan=tindakan.BUKA_NIK.nama,
        alasan=alasan.alasan, perkara=alasan.perkara,
    )  # fmt: skip
    return keyring.open(row[nomor], store.place(nomor, id_))


@dataclass(frozen=True, slots=True)
class Lembar:
    """A worksheet that was granted: which region, and the columns that the caller sees."""

    pemilihan: str
    wilayah: str
    kolom: tuple[str, ...]


async def request_worksheet(
    tx: Tx, pemilihan: str, wilayah: str, pembaca: Pembaca, *, by: Actor, at: datetime
) -> Lembar:
    """Grant a worksheet: all its rows count before the first is sent.

    Raises:
        Refusal: for role and region; `kuota-habis`.
    """
    require_role(tindakan.BACA_PEMILIH, by)
    require_region(wilayah, by)
    rows = await pembacaan.count_rows(tx, by.scope, pemilihan, wilayah)
    await pembaca.take(tx, rows, by=by, at=at)
    return Lembar(pemilihan, wilayah, kolom_terlihat(by.peran))


async def issue_worksheet(
    sessions: Sessions, keyring: Keyring, lembar: Lembar, *, by: Actor, at: datetime
) -> AsyncIterator[Baris]:
    """Yield the rows of a worksheet; each part is in the audit before it is sent."""
    after = pembacaan.AWAL
    while part := await _read_part(sessions, lembar, after, by=by, at=at):
        after = (part[-1]["lokasi"], part[-1]["id"])
        yield [shown(row, keyring) for row in part]


async def _read_part(
    sessions: Sessions, lembar: Lembar, after: pembacaan.Kunci, *, by: Actor, at: datetime
) -> Baris:
    """Read a part and write who reads it, in a transaction that ends before the part is sent.

    A connection held meanwhile would be away for as long as the reader's line is slow.
    """
    async with transaction(sessions, by.scope) as tx:
        part = await pembacaan.part(
            tx, by.scope, lembar.pemilihan, lembar.wilayah, lembar.kolom, after
        )
        if part:
            objek = f"lembar-kerja/{lembar.pemilihan}/{lembar.wilayah}"
            ids = [row["id"] for row in part]
            await record_read(tx, objek, lembar.kolom, ids, by=by, at=at)
    return [dict(row) for row in part]


def shown(row: dict[str, Any], keyring: Keyring) -> dict[str, Any]:
    """A row for who may see its columns: of a NIK, its last four digits."""
    if "nik_akhir" in row:
        place = store.place("nik", row["id"])
        row["nik_akhir"] = keyring.open(row["nik_akhir"], place)[-4:]
    return row
