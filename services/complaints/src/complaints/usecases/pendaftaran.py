"""Taking in a report: one door for six regimes, with a number at once."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from complaints.domain import lacak
from complaints.domain import pesan as pesan_rule
from complaints.domain.aturan import Rezim
from complaints.domain.loket import require_desk
from complaints.domain.status import Status
from complaints.domain.tiket import Jenis, Kanal, Laporan, require_complete, sealed_unit
from complaints.domain.tiket_teknis import Kategori, keparahan
from complaints.domain.tindakan import BACA_TIKET, PENDAFTARAN
from complaints.store import jendela as jendela_store
from complaints.store import tiket as store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import read_legal_time, reporter
from complaints.usecases.langkah import add_history
from complaints.usecases.pesan import request_notice, request_pin_notice
from complaints.usecases.pin import make_pin
from complaints.usecases.segel import pin_digest, seal_pribadi
from complaints.usecases.tanggapan import transfer_response
from complaints.usecases.tenggat import count_answer, start_terms
from election_common.actor import WARGA, Actor
from election_common.audit import record_act
from election_common.database import Tx, bind_scope
from election_common.errors import Refusal
from election_common.kerangka import jendela
from election_common.keyring import Keyring
from election_common.legal_time import WIB
from election_common.scope import SEMUA
from election_common.tindakan import require_region, require_role

TERSEGEL = "(tersegel)"
#: The first word of a number, and the queue that a ticket begins in.
KODE = {
    Jenis.PERMOHONAN_INFORMASI: ("PI", "ppid"),
    Jenis.PENGADUAN_LAYANAN: ("PL", "helpdesk"),
    Jenis.WBS: ("WBS", "wbs"),
    Jenis.TANGGAPAN_MASYARAKAT: ("TM", "helpdesk"),
    Jenis.DUGAAN_PELANGGARAN: ("DP", "helpdesk"),
    Jenis.TIKET_TEKNIS: ("TT", "helpdesk"),
}


async def register_tiket(
    tx: Tx, laporan: Laporan, pin: str | None, *, keyring: Keyring, by: Actor, at: datetime
) -> Tiket:
    """Register a report; of one without a name nothing says who brought it.

    Raises:
        Refusal: for role and region; `hanya-petugas-loket`; `isian-wajib-kurang` with each
            missing field; `laporan-tidak-boleh-anonim`; `telepon-tidak-sah`;
            `waktu-terima-tidak-sah`; `pemilihan-belum-diterima`; `pin-harus-dipilih`.
    """
    require_role(PENDAFTARAN, by)
    require_region(laporan.wilayah, by)
    require_desk(laporan, by.peran)
    reads = by.peran & BACA_TIKET.peran and not laporan.tanpa_nama
    if laporan.kanal is Kanal.WEB and not reads:
        lacak.require_pin(pin, dikabari=laporan.dapat_dikabari)
    siapa = by
    if laporan.tanpa_nama:  # a slit in a box: whoever drops a report in does not see into it
        unit = sealed_unit(laporan.jenis)
        await bind_scope(tx, replace(by.scope, unit=unit, pemilik=SEMUA))
        siapa = reporter(laporan.wilayah)
    tiket = await add_tiket(tx, laporan, pin, _owner(siapa), siapa.sub, keyring=keyring, at=at)
    await record_act(tx, PENDAFTARAN.nama, f"tiket/{tiket.id}", by=siapa, at=at)
    return tiket


async def add_tiket(
    tx: Tx, laporan: Laporan, pin: str | None, pemilik: str | None, oleh: str,
    *, keyring: Keyring, at: datetime,
) -> Tiket:  # fmt: skip
    """Add a complete report as a ticket, whoever brought it: number, clocks, history, word."""
    require_complete(laporan)
    legal = await read_legal_time(tx, laporan.pemilihan, at)
    received = laporan.diterima_pada or legal
    if received > legal:
        raise Refusal("waktu-terima-tidak-sah", waktu=received.isoformat())
    values = await _values(tx, laporan, pin, pemilik, received, keyring=keyring, at=legal)
    tiket = Tiket(**values, dibuat_pada=at)
    tx.add(tiket)
    await tx.flush()
    kanal = {"kanal": laporan.kanal.value}
    await add_history(
        tx, tiket, "pendaftaran", "", kanal, oleh=oleh, at=legal, id_=await new_id(tx)
    )
    await start_terms(tx, tiket)
    await _confirm(tx, tiket, _offer_pin(tiket, keyring), keyring=keyring)
    await transfer_response(tx, tiket, at=legal)
    return tiket


async def _values(
    tx: Tx, laporan: Laporan, pin: str | None, pemilik: str | None, received: datetime,
    *, keyring: Keyring, at: datetime,
) -> dict[str, Any]:  # fmt: skip
    unit, id_ = sealed_unit(laporan.jenis), await new_id(tx)
    nomor_lacak = lacak.nomor_lacak(secrets.randbits(64))
    return {
        **await compose_regime(tx, laporan, id_, keyring=keyring, at=at),
        "id": id_, "nomor": await _number(tx, laporan, received), "lacak": nomor_lacak,
        "status": Status.TERDAFTAR,
        "wilayah": laporan.wilayah, "unit": unit, "pemilik": pemilik or f"lacak/{nomor_lacak}",
        "kanal": laporan.kanal, "perihal": TERSEGEL if unit else laporan.perihal,
        "anonim": laporan.tanpa_nama, "rahasia": laporan.rahasia or bool(unit),
        "dikabari": laporan.dapat_dikabari,
        "bahasa": laporan.bahasa,
        "pin_sidik": pin_digest(keyring, nomor_lacak, pin) if pin else None,
        "diterima_pada": received, "versi": 1,
    }  # fmt: skip


async def compose_regime(
    tx: Tx, laporan: Laporan, id_: UUID, *, keyring: Keyring, at: datetime
) -> dict[str, Any]:
    """What a ticket of this id holds of a report by its regime (`telepon-tidak-sah`)."""
    jenis, unit = laporan.jenis, sealed_unit(laporan.jenis)
    rezim, alasan = await _regime(tx, laporan, at)
    terancam = laporan.rincian.get("tenggat_terancam")
    return {
        "jenis": jenis, "rezim": rezim, "alasan_rezim": alasan, "antrean": KODE[jenis][1],
        "pribadi": seal_pribadi(keyring, unit, id_, _pribadi(laporan)),
        "pemilihan": laporan.pemilihan, "rincian": {} if unit else dict(laporan.rincian),
        "keparahan": _severity(laporan, at),
        "terancam": datetime.fromisoformat(terancam) if terancam else None,
    }  # fmt: skip


def _pribadi(laporan: Laporan) -> dict[str, str]:
    """What is sealed; nothing of the reporter when nobody is to know him."""
    kept = dict(laporan.pribadi)
    if laporan.anonim:
        for name in ("nama", "alamat", "email", "telepon", "identitas"):
            kept.pop(name, None)
    if kept.get("telepon"):
        try:
            kept["telepon"] = pesan_rule.telepon(kept["telepon"])
        except ValueError as failure:
            raise Refusal("telepon-tidak-sah") from failure
    return kept | ({"perihal": laporan.perihal} if sealed_unit(laporan.jenis) else {})


async def _number(tx: Tx, laporan: Laporan, received: datetime) -> str:
    tahun = received.astimezone(WIB).year
    urut = await store.next_number(tx, laporan.jenis, laporan.wilayah, tahun)
    return f"{KODE[laporan.jenis][0]}/{laporan.wilayah}/{tahun}/{urut:06d}"


async def _regime(tx: Tx, laporan: Laporan, at: datetime) -> tuple[Rezim, str]:
    """Whose terms: as whoever took it in chose, else as the schedule of the region says."""
    if laporan.jenis is not Jenis.PERMOHONAN_INFORMASI:
        return Rezim.BIASA, ""
    if laporan.rezim:
        return Rezim(laporan.rezim), laporan.alasan_rezim or ""
    if not laporan.rincian.get("informasi_pemilu"):
        return Rezim.BIASA, "bukan informasi pemilu"
    stage = await _stage(tx, laporan, at)
    return (Rezim.PEMILU, stage) if stage else (Rezim.BIASA, "tidak ada tahapan berjalan")


async def _stage(tx: Tx, laporan: Laporan, at: datetime) -> str | None:
    """Name the stage that runs in the election of a report, or in any real one of its region."""
    if laporan.pemilihan is None:
        return await jendela_store.running_stage(tx, laporan.wilayah, at)
    windows = await jendela.windows(tx, laporan.pemilihan)
    return next((j.kegiatan for j in windows if j.mulai <= at <= j.selesai), None)


def _severity(laporan: Laporan, at: datetime) -> str | None:
    if laporan.jenis is not Jenis.TIKET_TEKNIS:
        return None
    rincian = laporan.rincian
    terancam = rincian.get("tenggat_terancam")
    return keparahan(
        Kategori(rincian["kategori"]),
        rincian.get("dampak", 1),
        datetime.fromisoformat(terancam) if terancam else None,
        at,
    )


def _offer_pin(tiket: Tiket, keyring: Keyring) -> str | None:
    """Make a PIN for a reporter who chose none and can be told one."""
    if tiket.pin_sidik is not None or not tiket.dikabari:
        return None
    pin = make_pin()
    tiket.pin_sidik = pin_digest(keyring, tiket.lacak, pin)
    return pin


async def _confirm(tx: Tx, tiket: Tiket, pin: str | None, *, keyring: Keyring) -> None:
    """Tell the reporter his number, by when he will be answered, and a PIN made for him."""
    due = await count_answer(tx, tiket)
    tenggat = f"{due.astimezone(WIB):%Y-%m-%d}" if due else "-"
    parameter = {"nomor": tiket.nomor, "lacak": tiket.lacak, "tenggat": tenggat}
    if pin is None:
        await request_notice(tx, tiket, "tiket_terdaftar", parameter)
    else:
        await request_pin_notice(tx, tiket, "tiket_terdaftar_pin", pin, parameter, keyring=keyring)


def _owner(by: Actor) -> str | None:
    return by.sub if by.peran & WARGA else None
