"""Coklit: worksheets out, findings in."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field, StringConstraints, model_validator

from election_common.catalogue import language
from election_common.errors import Refusal
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.request import By, Now, Tx
from election_common.route_table import MIB, RouteRule, allow
from election_common.shapes import IdPemilihan, KodeTps, KodeWilayah, Masukan, Tanggal, Teks
from voter_registry.domain.coklit import Hasil, Temuan
from voter_registry.usecases import coklit as usecase
from voter_registry.usecases import pemilih as pemilih_usecase

router = APIRouter(prefix="/coklit", tags=["coklit"])

Rtrw = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}$")]


class Perubahan(Masukan):
    """Corrected fields of a record."""

    nama: Teks | None = None
    tempat_lahir: Teks | None = None
    tanggal_lahir: Tanggal | None = None
    jenis_kelamin: Literal["L", "P"] | None = None
    status_kawin: Literal["B", "S", "P"] | None = None
    alamat: Teks | None = None
    rt: Rtrw | None = None
    rw: Rtrw | None = None
    disabilitas: Annotated[int, Field(ge=0, le=6)] | None = None
    ktp_el: Literal["S", "B"] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        """A correction names what it corrects; no field of a record is emptied."""
        if not self.model_fields_set or None in self.model_dump(exclude_unset=True).values():
            raise keliru(
                "perubahan-kosong",
                id="Sebutkan isian yang diperbaiki, sekurangnya satu, tanpa null.",
                en="Name the fields that are corrected, one at least, without null.",
            )
        return self


class PemilihBaru(Masukan):
    """A person found at the door and not in the list."""

    nik: Annotated[str, StringConstraints(max_length=32)]
    nkk: Annotated[str, StringConstraints(max_length=32)]
    tps: KodeTps
    nama: Teks
    tempat_lahir: Teks
    tanggal_lahir: Tanggal
    jenis_kelamin: Literal["L", "P"]
    status_kawin: Literal["B", "S", "P"]
    alamat: Teks
    rt: Rtrw
    rw: Rtrw
    disabilitas: Annotated[int, Field(ge=0, le=6)]
    ktp_el: Literal["S", "B"]


class Butir(Masukan):
    """One finding; `versi` is the version of the record that was in hand at the door."""

    hasil: Hasil
    pemilih: UUID | None = None
    versi: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    kode: Annotated[str, StringConstraints(max_length=4)] | None = None
    tps_benar: KodeTps | None = None
    bukti: Teks | None = None
    perubahan: Perubahan | None = None
    baru: PemilihBaru | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        is_new = self.hasil is Hasil.BARU
        if is_new != (self.baru is not None):
            raise keliru(
                "baru-menurut-hasil",
                id="`baru` diisi jika dan hanya jika hasil = baru.",
                en="Give `baru` if and only if hasil = baru.",
            )
        if not is_new and (self.pemilih is None or self.versi is None):
            raise keliru(
                "pemilih-tidak-disebut",
                id="`pemilih` dan `versi` wajib untuk pemilih yang sudah terdaftar.",
                en="`pemilih` and `versi` are required for a voter who is listed.",
            )
        if (self.hasil is Hasil.UBAH) != (self.perubahan is not None):
            raise keliru(
                "perubahan-menurut-hasil",
                id="`perubahan` diisi jika dan hanya jika hasil = ubah.",
                en="Give `perubahan` if and only if hasil = ubah.",
            )
        return self

    def for_usecase(self) -> usecase.Butir:
        """The item as the use case takes it."""
        if self.baru is not None:
            own = {"nik", "nkk", "tps", "tanggal_lahir", "status_kawin"}
            fields = self.baru.model_dump()
            return usecase.Butir(
                pemilih=None,
                temuan=None,
                baru=usecase.PemilihBaru(
                    **{k: v for k, v in fields.items() if k in own},
                    lainnya={k: v for k, v in fields.items() if k not in own},
                ),
            )
        changes = self.perubahan.model_dump(exclude_unset=True) if self.perubahan else {}
        temuan = Temuan(self.hasil, self.versi or 0, self.kode, self.tps_benar, self.bukti, changes)
        return usecase.Butir(pemilih=self.pemilih, temuan=temuan, baru=None)


class Lembar(Masukan):
    """The findings of one TPS or village."""

    pemilihan: IdPemilihan
    wilayah: KodeWilayah
    butir: Annotated[list[Butir], Field(min_length=1, max_length=2000)]


class HasilButir(BaseModel):
    """What became of one item, in the order in which they were sent."""

    urut: int
    pemilih: UUID | None
    status: Literal["diterima", "ditolak"]
    code: str | None = None
    detail: str | None = None


class HasilLembar(BaseModel):
    """What became of a batch: nothing is dropped in silence."""

    diterima: int
    ditolak: int
    butir: list[HasilButir]


@router.get("/lembar-kerja", response_class=StreamingResponse)
async def get_worksheet(
    request: Request, tx: Tx, by: By, now: Now, pemilihan: IdPemilihan, wilayah: KodeWilayah
) -> StreamingResponse:
    """Unduh lembar kerja (Model A-Daftar Pemilih) sebagai NDJSON; NIK hanya empat angka akhir."""
    state = request.app.state
    lembar = await pemilih_usecase.request_worksheet(
        tx, pemilihan, wilayah, state.pembaca, by=by, at=now
    )

    async def lines() -> AsyncIterator[str]:
        parts = pemilih_usecase.issue_worksheet(
            state.sessions, state.keyring, lembar, by=by, at=now
        )
        async for rows in parts:
            yield "".join(f"{json.dumps(r, default=str, ensure_ascii=False)}\n" for r in rows)

    headers = {"cache-control": "no-store"}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)


@router.post("", status_code=200, response_model=HasilLembar)
@allow(RouteRule(body_bytes=4 * MIB, seconds=6.5))
async def record_findings(
    request: Request, body: Lembar, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Catat temuan coklit, atau perbaikan setelah DPS; setiap butir mendapat jawabannya sendiri."""
    hasil = await usecase.record_findings(
        tx,
        body.pemilihan,
        body.wilayah,
        [b.for_usecase() for b in body.butir],
        request.app.state.keyring,
        by=by,
        at=now,
    )
    return await once.answer(200, _shape(request, hasil))


def _shape(request: Request, hasil: list[usecase.HasilButir]) -> HasilLembar:
    butir = [
        HasilButir(urut=urut, pemilih=h.pemilih, **_verdict(request, h.penolakan))
        for urut, h in enumerate(hasil)
    ]
    diterima = sum(b.status == "diterima" for b in butir)
    return HasilLembar(diterima=diterima, ditolak=len(butir) - diterima, butir=butir)


def _verdict(request: Request, refusal: Refusal | None) -> dict[str, Any]:
    if refusal is None:
        return {"status": "diterima"}
    words = language(request.headers.get("accept-language"))
    _, detail = request.app.state.catalogue.words(refusal, words)
    return {"status": "ditolak", "code": refusal.code, "detail": detail}
