"""Public documents: a pure function of the data, so the same data gives the same document.

The time, the number and the snapshot of a publication are added when it is issued; they are no part
of what is compared, so nothing is issued anew because time has passed.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from election_common.provenance import Asal, weakest
from publication.domain.angka import JUMLAH_TPS, nest
from publication.domain.dpt import RekapDpt, UnitDpt
from publication.domain.kolom import Kolom
from publication.domain.unit import Pengesahan, Unit


class Jenis(StrEnum):
    """Kinds of documents, as their addresses name them."""

    HASIL = "hasil"
    REKAP_DPT = "rekap-dpt"


@dataclass(frozen=True, slots=True)
class Terbitan:
    """What one publication adds to a document."""

    versi: int
    cuplikan: str
    sebab: str
    waktu_legal: datetime
    diterbitkan_pada: datetime


def hasil(
    pemilihan: str, unit: Unit, kolom: Sequence[Kolom], belum_masuk: Collection[str] = ()
) -> dict[str, Any]:
    """Return the result of a unit with those of its children."""
    return {
        "pemilihan": pemilihan,
        "jenis": Jenis.HASIL.value,
        "wilayah": _wilayah(unit),
        "status": unit.status.value,
        "resmi": bool(unit.angka_resmi),
        "angka_resmi": unit.angka_resmi,
        "progres": _progres(unit),
        "kolom": [asdict(k) for k in kolom],
        "dihitung": {**_asal(unit.asal_dihitung), **nest(unit.dihitung)},
        "dinyatakan": _dinyatakan(unit.pengesahan),
        "koreksi": [asdict(k) for k in unit.pengesahan.koreksi] if unit.pengesahan else [],
        "selisih": [{**asdict(s), "beda": s.dinyatakan - s.dihitung} for s in unit.selisih],
        "saksi": [asdict(s) for s in unit.pengesahan.saksi] if unit.pengesahan else [],
        "belum_masuk": sorted(belum_masuk),
        "anak": [_anak(a) for a in unit.anak],
    }


def _wilayah(unit: Unit | UnitDpt) -> dict[str, str]:
    return {"kode": unit.kode, "nama": unit.nama, "jenis": unit.jenis}


def _progres(unit: Unit) -> dict[str, int]:
    return {"tps_masuk": unit.tps_masuk, "tps_total": unit.tps_total}


def _anak(unit: Unit) -> dict[str, Any]:
    angka = {k: v for k, v in unit.angka.items() if k != JUMLAH_TPS}
    return {
        **_wilayah(unit),
        "status": unit.status.value,
        "resmi": bool(unit.angka_resmi),
        "progres": _progres(unit),
        "peringatan": list(unit.peringatan),
        **_asal(unit.asal),
        **nest(angka),
    }


def _asal(asal: Mapping[str, Asal]) -> dict[str, Any]:
    """Return where figures come from: the weakest of all, and each section of the form."""
    known = set(asal.values())
    return {"asal": weakest(known) if known else None, "asal_angka": dict(asal)}


def _dinyatakan(p: Pengesahan | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "asal": p.asal,
        "ba_nomor": p.ba_nomor,
        "ba_tanggal": p.ba_tanggal.isoformat(),
        "keputusan": {"nomor": p.keputusan.nomor, "tanggal": p.keputusan.tanggal.isoformat()}
        if p.keputusan
        else None,
        **nest(p.angka),
    }


def rekap_dpt(
    pemilihan: str, unit: UnitDpt, status: str, progres: dict[str, int] | None
) -> dict[str, Any]:
    """Return the recap of a unit's DPT with those of its children."""
    d = unit.dinyatakan
    return {
        "pemilihan": pemilihan,
        "jenis": Jenis.REKAP_DPT.value,
        "wilayah": _wilayah(unit),
        "status": status,
        "resmi": bool(unit.angka_resmi),
        "angka_resmi": unit.angka_resmi,
        "progres": progres,
        "dihitung": _rekap(unit.dihitung),
        "dinyatakan": {**_rekap(d.rekap), "ba_nomor": d.ba_nomor, "sk_nomor": d.sk_nomor}
        if d
        else None,
        "selisih": [
            {"kolom": nama, "dinyatakan": a, "dihitung": b, "beda": a - b}
            for nama, (a, b) in unit.selisih.items()
        ],
        "anak": [{**_wilayah(a), **_rekap(a.rekap)} for a in unit.anak],
    }


def _rekap(r: RekapDpt) -> dict[str, Any]:
    return {**r.figures(), "asal_jumlah": r.asal_jumlah, "asal_lp": r.asal_lp}


def riwayat(
    pemilihan: str, jenis: str, kode: str, versi: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the list of a document's versions, oldest first."""
    return {
        "pemilihan": pemilihan,
        "jenis": jenis,
        "kode": kode,
        "terkini": versi[-1]["versi"],
        "versi": [
            {
                **v,
                "cuplikan": str(v["cuplikan"]),
                "waktu_legal": v["waktu_legal"].isoformat(),
                "diterbitkan_pada": v["diterbitkan_pada"].isoformat(),
            }
            for v in versi
        ],
    }


def digest(isi: dict[str, Any]) -> str:
    """Return the SHA-256 of a document's content, whatever the time of its publication."""
    canonical = json.dumps(isi, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def issue(isi: dict[str, Any], terbitan: Terbitan) -> bytes:
    """Return the document as one publication issues it, byte for byte."""
    head = {nama: isi[nama] for nama in ("pemilihan", "jenis", "wilayah")}
    stamp = {
        "versi": terbitan.versi,
        "cuplikan": terbitan.cuplikan,
        "sebab": terbitan.sebab,
        "waktu_legal": terbitan.waktu_legal.isoformat(),
        "diterbitkan_pada": terbitan.diterbitkan_pada.isoformat(),
    }
    return encode({**head, **stamp, **isi})


def parse(file: bytes) -> tuple[dict[str, Any], Terbitan]:
    """Return what an issued document holds and which publication issued it: `issue` backwards."""
    isi = json.loads(file)
    stamp = {f.name: isi.pop(f.name) for f in fields(Terbitan)}
    for moment in ("waktu_legal", "diterbitkan_pada"):
        stamp[moment] = datetime.fromisoformat(stamp[moment])
    return isi, Terbitan(**stamp)


def sidik(isi: dict[str, Any]) -> str:
    """Return the SHA-256 of a file as it is published."""
    return hashlib.sha256(encode(isi)).hexdigest()


def encode(isi: dict[str, Any]) -> bytes:
    """Return JSON as it is published: UTF-8, compact, one line."""
    return json.dumps(isi, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
