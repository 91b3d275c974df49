"""The files that an office has: DP4, TPS, the notes of coklit, verdicts, late corrections."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devstack.babel.catatan import Catatan
from devstack.babel.kabupaten import Kabupaten, make_kabupaten
from devstack.babel.orang import KOLOM
from devstack.babel.sasaran import SasaranProvinsi

KOLOM_LABEL = ("baris", "label", "masuk_dps", "masuk_dpt")


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """What was written about a kabupaten, in numbers."""

    kode: str
    tps: int
    dp4: int
    dps: int
    dpt: int
    laki_laki: int
    perempuan: int
    kasus: int
    label: dict[str, int]
    nama_sama: float
    """Share of the voters in the DPT who have their full name in common with another."""


def tulis(folder: Path, kab: str, seed: int, sasaran: SasaranProvinsi) -> Ringkasan:
    """Make a kabupaten and write its files into a folder.

    Raises:
        KeyError: the code is not of this province.
        OSError: a file cannot be written.
    """
    kabupaten = make_kabupaten(sasaran.kab(kab), seed)
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / f"dp4-{kab}.csv", KOLOM, _dp4(kabupaten))
    _write_csv(folder / f"tps-{kab}.csv", ("kode", "kode_wilayah", "nomor", "alamat"), (
        (t.kode, t.kode_wilayah, t.nomor, t.alamat) for t in kabupaten.tps
    ))  # fmt: skip
    _write_csv(folder / f"label-{kab}.csv", KOLOM_LABEL, map(_label, kabupaten.catatan))
    _write_ndjson(folder / f"coklit-{kab}.ndjson", _visits(c.coklit() for c in kabupaten.catatan))
    _write_ndjson(folder / f"kegandaan-{kab}.ndjson", (k.line() for k in kabupaten.kasus))
    _write_ndjson(
        folder / f"perbaikan-{kab}.ndjson", _visits(c.perbaikan() for c in kabupaten.catatan)
    )
    return _summary(kabupaten)


def _dp4(kabupaten: Kabupaten) -> Iterable[Sequence[object]]:
    for catatan in kabupaten.catatan:
        if catatan.dp4:
            yield [getattr(catatan.dp4, kolom) for kolom in KOLOM]


def _label(catatan: Catatan) -> Sequence[object]:
    baris = catatan.baris or ""
    return baris, catatan.label, int(catatan.masuk_dps), int(catatan.masuk_dpt)


def _visits(lines: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """Return the notes TPS by TPS, the newly found last."""
    return sorted((line for line in lines if line), key=lambda line: str(line["tps"]))


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as berkas:
        penulis = csv.writer(berkas, lineterminator="\n")
        penulis.writerow(header)
        penulis.writerows(rows)


def _write_ndjson(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    with path.open("w", encoding="utf-8") as berkas:
        berkas.writelines(f"{encode(line)}\n" for line in lines)


def _summary(kabupaten: Kabupaten) -> Ringkasan:
    dpt = kabupaten.dpt().values()
    nama = Counter(c.benar.nama for c in kabupaten.catatan if c.masuk_dpt)
    pemilih = sum(nama.values())
    return Ringkasan(
        kode=kabupaten.kode,
        tps=len(kabupaten.tps),
        dp4=sum(c.dp4 is not None for c in kabupaten.catatan),
        dps=sum(c.masuk_dps for c in kabupaten.catatan),
        dpt=pemilih,
        laki_laki=sum(laki_laki for laki_laki, _ in dpt),
        perempuan=sum(perempuan for _, perempuan in dpt),
        kasus=len(kabupaten.kasus),
        label=dict(sorted(Counter(str(c.label) for c in kabupaten.catatan).items())),
        nama_sama=sum(n for n in nama.values() if n > 1) / pemilih,
    )
