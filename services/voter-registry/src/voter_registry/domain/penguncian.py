"""When the rows of a village are locked: from its PPS's recap until the list is established."""

from collections.abc import Container
from dataclasses import dataclass

from election_common.errors import Refusal
from voter_registry.domain.tahap import Tahap

PANJANG_DESA = 10

#: The recap that is being made in each stage; its minutes lock the villages that have it.
REKAP_BERJALAN = {
    Tahap.COKLIT: "DPHP",
    Tahap.DPHP: "DPHP",
    Tahap.DPS: "DPSHP",
    Tahap.DPSHP: "DPSHP",
}

#: Which recap each list is composed from.
DASAR_DAFTAR = {"DPS": "DPHP", "DPSHP": "DPSHP", "DPT": "DPSHP"}


@dataclass(frozen=True, slots=True)
class Kunci:
    """The villages of a list whose PPS has recapitulated the running stage."""

    tahap: str
    desa: Container[str]

    def require_open(self, lokasi: str) -> None:
        """Refuse a change of a row at this place (`desa-sudah-direkap`)."""
        desa = lokasi[:PANJANG_DESA]
        if desa in self.desa:
            raise Refusal("desa-sudah-direkap", desa=desa, tahap=self.tahap)
