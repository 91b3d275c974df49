"""Who is of age: 17 on voting day, or ever married (UU 7/2017 Pasal 1 angka 34)."""

from datetime import date

from election_common.umur import umur


def cukup_umur(
    tanggal_lahir: date, status_kawin: str, *, hari_pemungutan: date, minimum: int
) -> bool:
    """Say whether a person may vote by age or marriage."""
    return status_kawin in {"S", "P"} or umur(tanggal_lahir, hari_pemungutan) >= minimum
