"""The way of a nomination: access, its candidates, submission, the attempt to withdraw."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from candidacy.domain import tindakan
from candidacy.domain.calon import Gelar, Pemicu, Posisi, wajib_berijazah
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.domain.partai import pilih
from candidacy.store import aturan as aturan_store
from candidacy.store import dokumen_syarat as dokumen_store
from candidacy.store import nominasi as store
from candidacy.store import partai as partai_store
from candidacy.store import pasangan_calon as pair_store
from candidacy.store.nominasi import Nominasi
from candidacy.usecases.ambang_batas import load_threshold
from candidacy.usecases.dokumen_syarat import list_required
from candidacy.usecases.izin import load_nominasi, require_office
from candidacy.usecases.langkah import Langkah, advance, seal
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.keyring import Keyring
from election_common.version import require_version

#: What a pair must bring before it may submit at all.
N_DOKUMEN = Posisi.PASANGAN


@dataclass(frozen=True, slots=True)
class DataCalon:
    """What a pair states of one of its two."""

    posisi: Posisi
    nama: str
    nik: str
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date
    gelar: tuple[Gelar, ...]
    pemicu: tuple[Pemicu, ...]


async def grant_access(
    tx: Tx, pemilihan_id: str, peserta: str, partai: Sequence[str], *, by: Actor, at: datetime
) -> Nominasi:
    """Open the draft of a nomination for `peserta`, with the parties that ask for it.

    Raises:
        Refusal: for role and region; `partai-tidak-dikenal`; `bukti-sudah-ada`, also where the
            pairs of the election are known.
    """
    act = tindakan.PEMBERIAN_AKSES
    pemilihan, _ = await require_office(tx, act, pemilihan_id, by=by, at=at)
    pilih(await partai_store.of(tx, pemilihan_id), partai)
    await pair_store.hold(tx, pemilihan_id)
    if await pair_store.of(tx, pemilihan_id):
        raise Refusal("bukti-sudah-ada", jenis="pasangan calon", id=pemilihan_id)
    id_ = uuid4()
    values = {
        "id": id_, "pemilihan": pemilihan_id, "wilayah": pemilihan.wilayah, "peserta": peserta,
        "partai": list(partai), "status": Status.DRAF, "putaran": 1,
    }  # fmt: skip
    if not await store.add(tx, values):
        raise Refusal("bukti-sudah-ada", jenis="nominasi", id=peserta)
    await record_act(tx, act.nama, f"nominasi/{id_}", by=by, at=at, peserta=peserta)
    return await load_nominasi(tx, id_, by=by)


async def record_candidate(
    tx: Tx, id_: UUID, calon: DataCalon, versi: int, keyring: Keyring, *, by: Actor, at: datetime
) -> Nominasi:
    """Record what a pair states of one of its two; NIK and birth date are sealed for their row.

    Raises:
        Refusal: for role and scope; `tahap-tidak-mengizinkan` once it is submitted; `versi-usang`;
            `gelar-tanpa-ijazah`.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    await require_allowed(tx, tindakan.PENGISIAN, pemilihan, by=by, at=at)
    NOMINASI.step(Status(nominasi.status), Aksi.PENGAJUAN)
    require_version(versi, nominasi.versi)
    kinds = await aturan_store.jenis_dokumen(tx)
    wajib_berijazah(calon.gelar, [j.kode for j in kinds if not j.menentukan])
    await store.put_candidate(
        tx,
        {
            "nominasi": id_, "posisi": calon.posisi, "wilayah": nominasi.wilayah,
            "peserta": nominasi.peserta, "nama": calon.nama,
            "jenis_kelamin": calon.jenis_kelamin, "tempat_lahir": calon.tempat_lahir,
            "tanggal_lahir": keyring.seal(
                calon.tanggal_lahir.isoformat(), store.place("tanggal_lahir", id_, calon.posisi)
            ),
            "nik": keyring.seal(calon.nik, store.place("nik", id_, calon.posisi)),
            "nik_indeks": keyring.blind("nik", calon.nik),
            "gelar": [asdict(g) for g in calon.gelar], "pemicu": list(calon.pemicu),
        },
    )  # fmt: skip
    await store.advance_version(tx, nominasi)
    await record_act(
        tx, tindakan.PENGISIAN.nama, f"nominasi/{id_}", by=by, at=at, posisi=calon.posisi.value
    )
    return nominasi


async def replace_parties(
    tx: Tx, id_: UUID, partai: Sequence[str], versi: int, *, by: Actor, at: datetime
) -> Nominasi:
    """Replace the parties of a draft, or of what was returned for those that it had.

    Raises:
        Refusal: for role, scope and window; `versi-usang`; `tahap-tidak-mengizinkan` once it is
            submitted; `partai-tidak-dikenal`.
    """
    act = tindakan.PENGGANTIAN_PARTAI
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    require_version(versi, nominasi.versi)
    NOMINASI.step(Status(nominasi.status), Aksi.PENGAJUAN)
    pilih(await partai_store.of(tx, pemilihan.id), partai)
    semula, nominasi.partai = nominasi.partai, list(partai)
    await store.advance_version(tx, nominasi)
    await record_act(
        tx, act.nama, f"nominasi/{id_}", by=by, at=at, semula=semula, partai=nominasi.partai
    )
    return nominasi


async def submit_nominasi(tx: Tx, id_: UUID, versi: int, *, by: Actor, at: datetime) -> Nominasi:
    """Submit a nomination: its documents are sealed, and the server's receipt time is what counts.

    Raises:
        Refusal: for role, scope, window and state; `versi-usang`;
            `ambang-batas-belum-ditetapkan`; `berkas-belum-lengkap` with what is missing.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    legal = await require_allowed(tx, tindakan.PENGAJUAN, pemilihan, by=by, at=at)
    langkah = Langkah(tindakan.PENGAJUAN, Aksi.PENGAJUAN, by, at, legal)
    NOMINASI.step(Status(nominasi.status), Aksi.PENGAJUAN)
    threshold = await load_threshold(tx, nominasi.pemilihan)
    await _require_papers(tx, nominasi, by=by)
    nominasi.diajukan_pada, nominasi.ambang_revisi = legal, threshold.revisi
    await seal(tx, nominasi, StatusDokumen.DIUNGGAH, by=by)
    await advance(tx, nominasi, langkah, versi=versi)
    return nominasi


async def submit_repair(tx: Tx, id_: UUID, versi: int, *, by: Actor, at: datetime) -> Nominasi:
    """Submit the repaired documents, once; what was not repaired lapses with the round's result.

    Raises:
        Refusal: for role, scope, window and state; `versi-usang`.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    legal = await require_allowed(tx, tindakan.PERBAIKAN, pemilihan, by=by, at=at)
    langkah = Langkah(tindakan.PERBAIKAN, Aksi.PENGAJUAN_PERBAIKAN, by, at, legal)
    NOMINASI.step(Status(nominasi.status), Aksi.PENGAJUAN_PERBAIKAN)
    nominasi.putaran = 2
    await seal(tx, nominasi, StatusDokumen.DIPERBAIKI, by=by)
    await advance(tx, nominasi, langkah, versi=versi)
    return nominasi


async def withdraw_nominasi(tx: Tx, id_: UUID, surat: str, *, by: Actor, at: datetime) -> Nominasi:
    """Record an attempt to withdraw: it stands in the history and changes nothing.

    Raises:
        Refusal: for role and scope; `tahap-tidak-mengizinkan` for what was never submitted.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    legal = await require_allowed(tx, tindakan.PENARIKAN, pemilihan, by=by, at=at)
    langkah = Langkah(tindakan.PENARIKAN, Aksi.PENARIKAN, by, at, legal)
    await advance(tx, nominasi, langkah, surat=surat)
    return nominasi


async def _require_papers(tx: Tx, nominasi: Nominasi, *, by: Actor) -> None:
    """Refuse a submission without both candidates or without the papers of the nomination."""
    candidates = await store.candidates(tx, by.scope, nominasi.id)
    uploaded = await dokumen_store.standing(tx, by.scope, nominasi.id)
    missing = [p.value for p in (Posisi.CALON, Posisi.WAKIL) if p not in candidates]
    wanted = await list_required(tx, candidates)
    missing += [j for (p, j) in wanted if p is N_DOKUMEN and (p, j) not in uploaded]
    if missing:
        raise Refusal("berkas-belum-lengkap", members={"kurang": missing}, jumlah=len(missing))
