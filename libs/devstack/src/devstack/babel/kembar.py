"""Natural near-twins: two persons who look like one, and are two."""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import TypeAlias

from devstack.babel.nama import twin_names
from devstack.babel.orang import Keluarga, Orang
from devstack.babel.penduduk import Penduduk

Pasangan: TypeAlias = tuple[Orang, Orang]


def make_twins(penduduk: Penduduk, keluarga: list[Keluarga], jumlah: int) -> list[Pasangan]:
    """Turn some persons into near-twins before they are numbered, and return the pairs.

    Half are twins of one family, with names a letter apart; half are namesakes born on one day
    who live in different villages. Sexes and years of birth stay, so the totals do.
    """
    acak = list(keluarga)
    penduduk.rng.shuffle(acak)
    sefamili = list(islice(_siblings(penduduk, acak), jumlah - jumlah // 2))
    terpakai = {orang for pasang in sefamili for orang in pasang}
    senama = list(islice(_namesakes(acak, terpakai, penduduk.rng), jumlah // 2))
    return sefamili + senama


def _siblings(penduduk: Penduduk, keluarga: list[Keluarga]) -> Iterator[Pasangan]:
    """Make twins of two children of one sex, family by family."""
    for k in keluarga:
        anak = [o for o in k.anggota[1:] if o.status_kawin == "B"]
        if len(anak) > 1 and anak[0].jenis_kelamin == anak[1].jenis_kelamin:
            satu, dua = anak[:2]
            lahir, jenis_kelamin = satu.tanggal_lahir, satu.jenis_kelamin
            nama = twin_names(k.suku, jenis_kelamin, penduduk.rng)
            if all(penduduk.claim((n, lahir, jenis_kelamin)) for n in nama):
                satu.nama, dua.nama = nama
                dua.tanggal_lahir = lahir
                yield satu, dua


def _namesakes(keluarga: list[Keluarga], terpakai: set[Orang], rng: Random) -> Iterator[Pasangan]:
    """Make namesakes of two persons of one sex and year of birth who live in two villages."""
    menunggu: dict[tuple[int, str], Orang] = {}
    for k in keluarga:
        orang = rng.choice(k.anggota)
        if orang in terpakai:
            continue
        lain = menunggu.setdefault((orang.tanggal_lahir.year, orang.jenis_kelamin), orang)
        if lain.kode_wilayah != orang.kode_wilayah:
            del menunggu[(orang.tanggal_lahir.year, orang.jenis_kelamin)]
            orang.nama, orang.tanggal_lahir = lain.nama, lain.tanggal_lahir
            yield lain, orang
