"""Acts of the gateway: who may do each, on what basis. None waits for a window of an election."""

from election_common.peran import Peran
from election_common.tindakan import Tindakan
from gateway.domain.pemberi import PEMBERI

ADMIN = frozenset({Peran.ADMIN})
GIVERS = frozenset(str(giver) for row in PEMBERI.values() for giver in row.oleh)
NO_WINDOW = "offices are filled and emptied whenever that happens, not by the schedule"

PEMBERIAN_AKSES = Tindakan(
    "pemberian-akses", GIVERS, None, "UU 30/2014 Pasal 14 [M]", tanpa_jendela=NO_WINDOW
)
PENCABUTAN_AKSES = Tindakan(
    "pencabutan-akses", GIVERS, None, "UU 30/2014 Pasal 14 [M]", tanpa_jendela=NO_WINDOW
)
PEMBACAAN_AKSES = Tindakan(
    "pembacaan-akses",
    GIVERS | {Peran.BAWASLU},
    None,
    "UU 7/2017 Pasal 93-105 [M]",
    tanpa_jendela="supervision does not pause",
)
PENDAFTARAN_KLIEN = Tindakan(
    "pendaftaran-klien", ADMIN, None, "operation of the system", tanpa_jendela=NO_WINDOW
)
PENGGANTIAN_KUNCI = Tindakan(
    "penggantian-kunci", ADMIN, None, "operation of the system",
    tanpa_jendela="a key is replaced before it is lost",
)  # fmt: skip
PENUTUPAN_KLIEN = Tindakan(
    "penutupan-klien", ADMIN, None, "operation of the system",
    tanpa_jendela="a key that is lost closes its client at once",
)  # fmt: skip

#: Every act of the service.
SEMUA = tuple(value for value in dict(globals()).values() if isinstance(value, Tindakan))
