"""`GET /v1/rujukan`: what the code decides by, for people and programs: one truth, read out.

Enums, acts, state machines and problems are collected from the service's domain package, the very
objects that refuse and allow.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common import provenance
from election_common.catalogue import Catalogue
from election_common.etag import IfNoneMatch, is_known
from election_common.problems import STATUS
from election_common.tindakan import Tindakan
from election_common.transitions import Machine

CACHE = "public, max-age=300"


class Kata(BaseModel):
    """A word in both languages."""

    id: str
    en: str


class NilaiPilihan(BaseModel):
    """A value of an enum and its label."""

    nilai: str
    label: Kata


class Galat(BaseModel):
    """A problem that the service can answer with."""

    code: str
    status: int
    judul: Kata
    coba_lagi: int | None = Field(description="Detik sampai mencoba lagi berguna")


class Langkah(BaseModel):
    """A lawful step of a state machine."""

    dari: str
    tindakan: str
    ke: str
    pelaku: str
    dasar: str


class TindakanKeluaran(BaseModel):
    """An act: who may do it, in which window, on what basis."""

    nama: str
    peran: list[str]
    jendela: str | None
    dasar: str


class Rujukan(BaseModel):
    """Everything that a client would otherwise have to copy from the documentation."""

    pilihan: dict[str, list[NilaiPilihan]]
    galat: list[Galat]
    mesin: dict[str, list[Langkah]]
    tindakan: list[TindakanKeluaran]


def modules(package: str) -> Iterator[ModuleType]:
    """The modules of a domain package, by name."""
    parent = import_module(package)
    for found in sorted(iter_modules(parent.__path__), key=lambda m: m.name):
        yield import_module(f"{package}.{found.name}")


def machines(package: str) -> list[Machine[Any, Any]]:
    """The state machines of a service, by name."""
    found = {m.name: m for mod in modules(package) for m in vars(mod).values() if _is_machine(m)}
    return [found[name] for name in sorted(found)]


def enums(package: str) -> dict[str, type[StrEnum]]:
    """The enums of a service, as `module.Class`; provenance is everybody's."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in (provenance, *modules(package))
        for name, value in sorted(vars(module).items())
        if isinstance(value, type)
        and issubclass(value, StrEnum)
        and value.__module__ == module.__name__
    }


def acts(package: str) -> tuple[Tindakan, ...]:
    """Every act of a service, in the order of an election."""
    found: tuple[Tindakan, ...] = import_module(f"{package}.tindakan").SEMUA
    return found


def reference(package: str, catalogue: Catalogue) -> Rujukan:
    """Read everything out; raises KeyError on an enum value without a label."""
    return Rujukan(
        pilihan=_choices(package),
        galat=[
            Galat(
                code=code,
                status=STATUS[entry.kind],
                judul=Kata(id=entry.id[0], en=entry.en[0]),
                coba_lagi=entry.retry_after,
            )
            for code, entry in sorted(catalogue.entries.items())
        ],
        mesin={m.name: [_step(row) for row in m] for m in machines(package)},
        tindakan=[
            TindakanKeluaran(nama=a.nama, peran=sorted(a.peran), jendela=a.jendela, dasar=a.dasar)
            for a in acts(package)
        ],
    )


def create_router(package: str, catalogue: Catalogue) -> APIRouter:
    """The route; its answer is the same for the life of the process."""
    body = json.dumps(reference(package, catalogue).model_dump(mode="json"), ensure_ascii=False)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": CACHE}
    router = APIRouter(tags=["rujukan"])

    @router.get("/rujukan", response_model=Rujukan)
    async def get_reference(if_none_match: IfNoneMatch = "") -> Response:
        """Baca rujukan: pilihan dengan label, galat, mesin keadaan, dan tindakan.

        Dasar setiap tindakan dan langkah (UU, PKPU, Kpt) disebut pada barisnya.
        """
        if is_known(tag, if_none_match):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=JSONResponse.media_type)

    return router


def _is_machine(value: object) -> bool:
    return isinstance(value, Machine)


def _step(row: Any) -> Langkah:  # noqa: ANN401 - a step of any machine
    return Langkah(
        dari=row.dari, tindakan=row.tindakan, ke=row.ke, pelaku=row.pelaku, dasar=row.dasar
    )


def _choices(package: str) -> dict[str, list[NilaiPilihan]]:
    labels = _labels("election_common") | _labels(package)
    return {
        name: [_choice(value.value, labels[name][value.value]) for value in values]
        for name, values in enums(package).items()
    }


def _choice(value: str, words: list[str]) -> NilaiPilihan:
    return NilaiPilihan(nilai=value, label=Kata(id=words[0], en=words[1]))


def _labels(package: str) -> dict[str, dict[str, list[str]]]:
    """Labels of the enums of a package: `[module.Class]`, value = [Indonesian, English]."""
    tables = tomllib.loads((files(package) / "labels.toml").read_text())
    return {f"{m}.{c}": rows for m, classes in tables.items() for c, rows in classes.items()}
