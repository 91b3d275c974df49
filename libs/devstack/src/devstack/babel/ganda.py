"""Duplicates of three kinds, with the verdicts that strike them, and near-twins that stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from devstack.babel.bahan import KEL_DESA, Bahan
from devstack.babel.catatan import Catatan, Kasus, Label
from devstack.babel.nama import misspell
from devstack.babel.orang import Keluarga, Orang
from devstack.babel.wilayah import KECAMATAN

# Most duplicates sit in one TPS or one village: the digits of the code that both records share.
JARAK = (13, KEL_DESA, KECAMATAN)
BOBOT_JARAK = (45, 35, 20)
RANGKAP_TIGA = 0.1
# Of the records with one NIK, how many differ in the name and not in the birth date.
NAMA_BERBEDA = 0.6
JENIS = {
    Label.GANDA_IDENTIK: "identik",
    Label.GANDA_NIK: "nik",
    Label.GANDA_TANPA_NIK: "tanpa_nik",
}
ALASAN = {
    Label.GANDA_IDENTIK: "NIK, nama, dan tanggal lahir sama; dipertahankan yang beralamat KTP-el",
    Label.GANDA_NIK: "NIK sama; data yang benar menurut KTP-el dipertahankan",
    Label.GANDA_TANPA_NIK: "Orang yang sama menurut KK; NIK yang lain salah catat",
}
BUKAN_GANDA = "Dua orang berbeda; keduanya menunjukkan KTP-el dan KK masing-masing"


def duplicate(bahan: Bahan, label: Label, jumlah: int) -> None:
    """Give some clean persons a second record, some a third, and decide each case."""
    for _ in range(jumlah):
        rangkap = 2 if label is Label.GANDA_IDENTIK and bahan.rng.random() < RANGKAP_TIGA else 1
        for asli in bahan.take(1, label, lambda c: bahan.has_room(c.benar.kode_tps, 2)):
            salinan = [_copy(bahan, asli.benar, label) for _ in range(rangkap)]
            bahan.kasus.append(Kasus(JENIS[label], [asli, *salinan], asli, ALASAN[label]))


def keep_twins(bahan: Bahan, pasangan: list[tuple[Orang, Orang]]) -> None:
    """Label near-twins and decide that they are two persons."""
    for pasang in pasangan:
        anggota = [bahan.record(orang) for orang in pasang]
        for catatan in anggota:
            catatan.label = Label.KEMBAR_ALAMI
        bahan.kasus.append(Kasus("tanpa_nik", anggota, None, BUKAN_GANDA))


def _copy(bahan: Bahan, asli: Orang, label: Label) -> Catatan:
    """Add a struck record of a person, in the same TPS or not far away."""
    level = bahan.rng.choices(JARAK, BOBOT_JARAK)[0]
    rumah = bahan.rng.choice(bahan.neighbours(asli.kode_tps, level))
    salinan = replace(asli)
    if rumah.tps.kode != asli.kode_tps and bahan.has_room(rumah.tps.kode):
        _move(bahan, salinan, rumah)
    if label in _ALTER:
        _ALTER[label](bahan, salinan)
    catatan = Catatan(salinan, salinan, label, dicoret=True)
    bahan.add(catatan)
    return catatan


def _move(bahan: Bahan, orang: Orang, rumah: Keluarga) -> None:
    """Register a record at another address, with a card of its own: no family is split."""
    kepala = rumah.kepala
    orang.nkk = bahan.penduduk.new_nkk(rumah.tps.kode_wilayah)
    orang.alamat, orang.rt, orang.rw = kepala.alamat, kepala.rt, kepala.rw
    orang.kode_wilayah, orang.tps = rumah.tps.kode_wilayah, rumah.tps.nomor


def _other_fields(bahan: Bahan, salinan: Orang) -> None:
    """Spell the name or note the birth date another way; the NIK stays."""
    nama, lahir = salinan.nama, salinan.tanggal_lahir
    while not bahan.penduduk.claim(salinan.kunci):
        if bahan.rng.random() < NAMA_BERBEDA:
            salinan.nama = misspell(nama, bahan.rng)
        else:
            salinan.tanggal_lahir = lahir - timedelta(days=bahan.rng.choice((1, 9, 10, 365)))


def _other_nik(bahan: Bahan, salinan: Orang) -> None:
    """Change the NIK to another valid one."""
    salinan.nik = bahan.penduduk.penerbit.transposed(salinan.nik)


_ALTER: dict[Label, Callable[[Bahan, Orang], None]] = {
    Label.GANDA_NIK: _other_fields,
    Label.GANDA_TANPA_NIK: _other_nik,
}
