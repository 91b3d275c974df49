"""Recapitulation of a list: what a plenary declares must be what the rows add up to."""

from collections.abc import Collection
from dataclasses import dataclass

from election_common.errors import Refusal


@dataclass(frozen=True, slots=True)
class Rekap:
    """Voters of a region: men, women, polling stations."""

    l: int
    p: int
    tps: int

    @property
    def jumlah(self) -> int:
        """All voters."""
        return self.l + self.p


def require_equal(dinyatakan: Rekap, dihitung: Rekap, wilayah: str) -> None:
    """Refuse minutes whose figures differ from the rows (`rekap-tidak-sama`)."""
    if dinyatakan != dihitung:
        raise Refusal(
            "rekap-tidak-sama",
            wilayah=wilayah,
            dinyatakan=_words(dinyatakan),
            dihitung=_words(dihitung),
        )


def require_complete(tahap: str, ada: Collection[str], wajib: Collection[str]) -> None:
    """Refuse a step while parts below have not recapitulated (`rekap-belum-lengkap`)."""
    missing = sorted(set(wajib) - set(ada))
    if missing:
        raise Refusal(
            "rekap-belum-lengkap",
            members={"belum": missing},
            tahap=tahap,
            jumlah=len(missing),
            contoh=", ".join(missing[:3]),
        )


def require_capacity(per_tps: dict[str, int], maksimum: int) -> None:
    """Refuse a list with a polling station above the ruleset's maximum (`tps-melebihi-batas`)."""
    over = {kode: n for kode, n in per_tps.items() if n > maksimum}
    if over:
        raise Refusal(
            "tps-melebihi-batas",
            members={"tps": over},
            jumlah=len(over),
            maksimum=maksimum,
            contoh=", ".join(sorted(over)[:3]),
        )


def require_of_age(per_tps: dict[str, int], minimum: int) -> None:
    """Refuse a list with voters who are under age and never married (`ada-belum-cukup-umur`)."""
    if per_tps:
        raise Refusal(
            "ada-belum-cukup-umur",
            members={"tps": per_tps},
            jumlah=sum(per_tps.values()),
            minimum=minimum,
            contoh=", ".join(sorted(per_tps)[:3]),
        )


def _words(rekap: Rekap) -> str:
    return f"L {rekap.l} + P {rekap.p} = {rekap.jumlah}, TPS {rekap.tps}"
