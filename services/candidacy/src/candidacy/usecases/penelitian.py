"""Research of documents: a verifier proposes, another person approves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT, Alasan, Nilai, Status, putuskan, usulkan
from candidacy.domain.dokumen_syarat import Aksi as AksiDokumen
from candidacy.domain.jenis_dokumen import Butir
from candidacy.domain.nominasi import NOMINASI, Aksi
from candidacy.domain.nominasi import Status as StatusNominasi
from candidacy.store import dokumen_syarat as store
from candidacy.store import nominasi as nominasi_store
from candidacy.store.dokumen_syarat import Syarat
from candidacy.store.nominasi import Nominasi
from candidacy.usecases.izin import load_nominasi
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.tindakan import Tindakan
from election_common.version import require_version


@dataclass(frozen=True, slots=True)
class Usulan:
    """What a verifier finds of one document: of the version, and after the proposal, he saw."""

    butir: Butir
    versi: int
    usulan_ke: int
    nilai: Nilai
    alasan: Alasan | None
    catatan: str | None


@dataclass(frozen=True, slots=True)
class Persetujuan:
    """What a second person says to a proposal: to the one that he has seen."""

    butir: Butir
    setuju: bool
    usulan_ke: int


async def propose_findings(
    tx: Tx, id_: UUID, usulan: Sequence[Usulan], *, by: Actor, at: datetime
) -> Nominasi:
    """Propose how documents are to be judged; all proposals are lawful, or none is taken.

    Raises:
        Refusal: for role, scope, window and state; `versi-usang` for a finding of a version, or
            after a proposal, that is not the last; `alasan-wajib`; `dokumen-tidak-diminta`.
    """

    def judge(syarat: Syarat, u: Usulan) -> None:
        syarat.status = usulkan(Status(syarat.status), u.nilai, u.alasan)
        require_version(u.versi, syarat.dokumen_versi)
        require_version(u.usulan_ke, syarat.usulan_ke)
        syarat.usulan, syarat.alasan, syarat.catatan = u.nilai, u.alasan, u.catatan
        syarat.pengusul, syarat.penyetuju = by.sub, None
        syarat.usulan_ke += 1

    nominasi, act = await _in_research(tx, id_, 0, by=by, at=at)
    await _each(tx, nominasi, [(u.butir, u) for u in usulan], judge, by=by)
    await record_act(tx, act.nama, f"nominasi/{id_}", by=by, at=at, butir=len(usulan))
    return nominasi


async def decide_findings(
    tx: Tx, id_: UUID, persetujuan: Sequence[Persetujuan], *, by: Actor, at: datetime
) -> Nominasi:
    """Approve proposals or turn them down; nobody decides on his own.

    Raises:
        Refusal: for role, scope, window and state; `versi-usang` for an answer to a proposal that
            another has replaced; `penilai-sama`; `dokumen-tidak-diminta`.
    """

    def judge(syarat: Syarat, p: Persetujuan) -> None:
        DOKUMEN_SYARAT.step(Status(syarat.status), AksiDokumen.PENOLAKAN_USULAN)
        require_version(p.usulan_ke, syarat.usulan_ke)
        syarat.status = putuskan(
            Status(syarat.status), Nilai(syarat.usulan or ""), setuju=p.setuju, oleh=by.sub,
            pengusul=syarat.pengusul or "",
        )  # fmt: skip
        syarat.penyetuju = by.sub

    nominasi, act = await _in_research(tx, id_, 1, by=by, at=at)
    await _each(tx, nominasi, [(p.butir, p) for p in persetujuan], judge, by=by)
    await record_act(tx, act.nama, f"nominasi/{id_}", by=by, at=at, butir=len(persetujuan))
    return nominasi


async def _in_research(
    tx: Tx, id_: UUID, part: int, *, by: Actor, at: datetime
) -> tuple[Nominasi, Tindakan]:
    """Return a nomination under research, held; `part` of its round's acts is what is done."""
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    act = tindakan.PUTARAN[nominasi.putaran][part]
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    NOMINASI.step(StatusNominasi(nominasi.status), Aksi.HASIL_TMS)
    return nominasi, act


async def _each(
    tx: Tx,
    nominasi: Nominasi,
    rows: Sequence[tuple[Butir, Any]],
    judge: Callable[[Syarat, Any], None],
    *,
    by: Actor,
) -> None:
    standing = await store.standing(tx, by.scope, nominasi.id)
    for butir, row in rows:
        syarat = standing.get(butir)
        if syarat is None:
            raise Refusal("dokumen-tidak-diminta", posisi=butir[0].value, jenis=butir[1])
        judge(syarat, row)
    await nominasi_store.advance_version(tx, nominasi)
