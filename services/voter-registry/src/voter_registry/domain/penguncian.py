"""When the rows of a village are locked: from its PPS's recap until the list is established."""

from voter_registry.domain.tahap import Tahap

#: The recap that is being made in each stage; its minutes lock the villages that have it.
REKAP_BERJALAN = {
    Tahap.COKLIT: "DPHP",
    Tahap.DPHP: "DPHP",
    Tahap.DPS: "DPSHP",
    Tahap.DPSHP: "DPSHP",
}

#: Which recap each list is composed from.
DASAR_DAFTAR = {"DPS": "DPHP", "DPSHP": "DPSHP", "DPT": "DPSHP"}
