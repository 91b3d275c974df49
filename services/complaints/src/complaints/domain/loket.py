"""What only a desk may say of a report: when it came, by which way, and whose terms it is under.

Clocks begin at the receipt (UU 14/2008 Pasal 22), and acts of others wait for what came in time:
whoever reports by himself is received when he does.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from complaints.domain.tiket import Kanal, Laporan
from complaints.domain.tindakan import PETUGAS
from election_common.errors import Refusal

#: A PPS, and a PPK after it, takes in what its village says of the list on paper (PKPU 7/2024 [M]).
LOKET = PETUGAS | {"wbs_tim", "pps", "ppk"}


def require_desk(laporan: Laporan, peran: AbstractSet[str]) -> None:
    """Refuse what a desk alone may say from anybody else (`hanya-petugas-loket`)."""
    said = list(_said(laporan))
    if said and not peran & LOKET:
        raise Refusal("hanya-petugas-loket", isian=", ".join(said))


def _said(laporan: Laporan) -> Iterator[str]:
    if laporan.kanal is not Kanal.WEB:
        yield "kanal"
    for name in ("diterima_pada", "rezim", "alasan_rezim"):
        if getattr(laporan, name):
            yield name
