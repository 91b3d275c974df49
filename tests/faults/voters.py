"""Voters as they stand in the database of voter-registry, sealed under the keys of a test."""

import uuid
from datetime import date

from voter_registry.store import pemilih as store

KAB, PEMILIHAN, TPS = "1906", "uji-2024", "1906012001001"
COLUMNS = (
    "id", "pemilihan", "kab", "lokasi", "nik", "nik_indeks", "nkk", "nkk_indeks",
    "nkk_akhir", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin",
    "alamat", "rt", "rw", "disabilitas", "ktp_el", "status", "sumber", "versi",
)  # fmt: skip


def nik(n):
    return f"190601150590{n % 10_000:04d}" if n < 10_000 else f"1906{n:012d}"


def row(n, keyring):
    """A voter whose NKK is his NIK backwards."""
    id_, number = uuid.uuid4(), nik(n)
    family = number[::-1]
    return (
        id_, PEMILIHAN, KAB, TPS,
        keyring.seal(number, store.place("nik", id_)), keyring.blind("nik", number),
        keyring.seal(family, store.place("nkk", id_)), keyring.blind("nkk", family), family[-4:],
        f"ORANG {n}", "Manggar", date(1990, 5, 15), "L", "B", "Jl. Uji", "001", "002", 0, "S",
        "potensial", "dp4", 1,
    )  # fmt: skip
