"""`GET {resource}/aksi`: what the caller may do now, and why not the rest."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from election_common.catalogue import Language, language
from election_common.errors import Refusal
from election_common.tindakan import Tindakan

#: An act, and why it would be refused now.
Peluang = tuple[Tindakan, Refusal | None]


class Alasan(BaseModel):
    """Why an act is not open: as the act itself would answer."""

    code: str
    title: str
    detail: str
    rincian: dict[str, Any]


class AksiKeluaran(BaseModel):
    """An act on the resource; `alasan` is null when it is open to the caller now."""

    tindakan: str
    terbuka: bool
    peran: list[str]
    jendela: str | None
    dasar: str
    alasan: Alasan | None


def answer(request: Request, chances: Iterable[Peluang]) -> JSONResponse:
    """Shape the acts in the caller's language; never stored, since the next second may differ."""
    words = language(request.headers.get("accept-language"))
    rows = [_shape(request, act, refusal, words) for act, refusal in chances]
    headers = {"cache-control": "no-store"}
    return JSONResponse([row.model_dump(mode="json") for row in rows], headers=headers)


def _shape(
    request: Request, act: Tindakan, refusal: Refusal | None, words: Language
) -> AksiKeluaran:
    alasan = None
    if refusal is not None:
        title, detail = request.app.state.catalogue.words(refusal, words)
        alasan = Alasan(code=refusal.code, title=title, detail=detail, rincian=refusal.members)
    return AksiKeluaran(
        tindakan=act.nama,
        terbuka=refusal is None,
        peran=sorted(act.peran),
        jendela=act.jendela,
        dasar=act.dasar,
        alasan=alasan,
    )
