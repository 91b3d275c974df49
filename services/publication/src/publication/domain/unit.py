"""Units of a result, from TPS to province: what was computed, what was declared, what is official.

A unit passes on what its plenary declared, else what was computed; so children always sum to the
computed figures of their parent. `resmi` is computed here and given nowhere.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from election_common.errors import Refusal
from election_common.provenance import Asal, weakest
from publication.domain.angka import JUMLAH_TPS, Angka, add, bagian
from publication.domain.koreksi import Koreksi, terapkan
from publication.domain.status import Status


@dataclass(frozen=True, slots=True)
class Saksi:
    """A witness at a plenary; one who does not sign does not stop the result."""

    paslon: int
    status: str
    keberatan: str | None


@dataclass(frozen=True, slots=True)
class Keputusan:
    """The decree by which a result is announced."""

    nomor: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class Pengesahan:
    """What a plenary declared, with its papers."""

    status: Status
    angka: Angka
    asal: Asal
    ba_nomor: str
    ba_tanggal: date
    koreksi: tuple[Koreksi, ...]
    saksi: tuple[Saksi, ...]
    keputusan: Keputusan | None
    versi: int


@dataclass(frozen=True, slots=True)
class Selisih:
    """A declared figure that the children, with the corrections, do not add up to."""

    kolom: str
    dinyatakan: int
    dihitung: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its figures; `asal_dihitung` is where the computed ones come from, by section."""

    kode: str
    nama: str
    jenis: str
    tps_total: int
    dihitung: Angka
    asal_dihitung: Mapping[str, Asal]
    pengesahan: Pengesahan | None = None
    anak: tuple["Unit", ...] = ()
    peringatan: tuple[int, ...] = ()

    @property
    def tps_masuk(self) -> int:
        """How many TPS have sent their form."""
        return self.dihitung.get(JUMLAH_TPS, 0)

    @property
    def status(self) -> Status:
        """How far the result is."""
        return self.pengesahan.status if self.pengesahan else Status.SEMENTARA

    @property
    def angka(self) -> dict[str, int]:
        """What the unit passes on: declared figures, and computed ones where none is declared."""
        return {**self.dihitung, **(self.pengesahan.angka if self.pengesahan else {})}

    @property
    def asal(self) -> dict[str, Asal]:
        """Where the figures that the unit passes on come from, by section of the form."""
        p = self.pengesahan
        return {**self.asal_dihitung, **({bagian(k): p.asal for k in p.angka} if p else {})}

    @property
    def selisih(self) -> list[Selisih]:
        """Open differences."""
        if self.pengesahan is None:
            return []
        seharusnya = terapkan(self.dihitung, self.pengesahan.koreksi)
        return [
            Selisih(kolom, nilai, seharusnya.get(kolom, 0))
            for kolom, nilai in self.pengesahan.angka.items()
            if nilai != seharusnya.get(kolom, 0)
        ]

    @property
    def angka_resmi(self) -> list[str]:
        """Figures that may be called resmi: declared officially, announced, no difference open."""
        p = self.pengesahan
        if p is None or p.asal is not Asal.OFFICIAL or p.status is not Status.DIUMUMKAN:
            return []
        return [] if self.selisih else list(p.angka)


def gabung(
    kode: str,
    nama: str,
    jenis: str,
    anak: Sequence[Unit],
    pengesahan: Pengesahan | None,
    tps_total: int | None = None,
) -> Unit:
    """Return the unit that these children make up."""
    asal: dict[str, set[Asal]] = defaultdict(set)
    for a in anak:
        for section, dari in a.asal.items():
            asal[section].add(dari)
    return Unit(
        kode=kode,
        nama=nama,
        jenis=jenis,
        tps_total=sum(a.tps_total for a in anak) if tps_total is None else tps_total,
        dihitung=add(a.angka for a in anak),
        asal_dihitung={section: weakest(dari) for section, dari in asal.items()},
        pengesahan=pengesahan,
        anak=tuple(anak),
    )


def require_complete(ada: Sequence[str], wajib: Sequence[str]) -> None:
    """Refuse a plenary while parts below are missing (`rekap-belum-lengkap`)."""
    missing = sorted(set(wajib) - set(ada))
    if missing:
        raise Refusal(
            "rekap-belum-lengkap",
            members={"belum": missing},
            jumlah=len(missing),
            contoh=", ".join(missing[:3]),
        )
