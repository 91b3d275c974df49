"""The plenary that determines: its votes, its quorum, its majority."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candidacy.domain.aturan import Aturan
from election_common.errors import Refusal
from election_common.provenance import Asal


class Suara(StrEnum):
    """The vote of a commissioner."""

    SETUJU = "setuju"
    TIDAK_SETUJU = "tidak-setuju"
    TIDAK_HADIR = "tidak-hadir"


@dataclass(frozen=True, slots=True)
class SuaraAnggota:
    """A commissioner's seat and vote."""

    anggota: int
    suara: Suara


@dataclass(frozen=True, slots=True)
class Pleno:
    """Minutes (BA), decree (SK) and votes of a plenary."""

    ba_nomor: str
    ba_tanggal: date
    sk_nomor: str
    sk_tanggal: date
    suara: tuple[SuaraAnggota, ...]


def asal_keputusan(sk_nomor: str) -> Asal:
    """Return the provenance of what a decree says: generated when its number is simulated."""
    return Asal.GENERATED if sk_nomor.startswith("SIMULASI/") else Asal.OFFICIAL


def wajib_sah(aturan: Aturan, suara: Sequence[SuaraAnggota]) -> None:
    """Refuse a plenary that is not all commissioners, lacks its quorum, or has not agreed."""
    rule = aturan.nilai
    if sorted(s.anggota for s in suara) != list(range(1, rule["anggota"] + 1)):
        raise Refusal("pleno-tidak-sesuai", anggota=rule["anggota"])
    hadir = sum(s.suara is not Suara.TIDAK_HADIR for s in suara)
    setuju = sum(s.suara is Suara.SETUJU for s in suara)
    if hadir < rule["hadir"] or setuju < rule["setuju"]:
        raise Refusal(
            "pleno-tidak-kuorum",
            hadir=hadir, setuju=setuju, minimal_hadir=rule["hadir"], minimal_setuju=rule["setuju"],
        )  # fmt: skip
