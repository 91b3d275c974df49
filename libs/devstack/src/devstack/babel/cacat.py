"""Faults of DP4 and the facts that coklit finds; the final list stays the true people."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from devstack.babel.bahan import KEL_DESA, Bahan
from devstack.babel.catatan import Catatan, Label
from devstack.babel.ganda import JENIS, duplicate
from devstack.babel.nama import misspell
from devstack.babel.nik import broken
from devstack.babel.orang import UMUR_PEMILIH, JenisKelamin, Keluarga, Orang, age
from devstack.babel.penduduk import JALAN

# Share of the DPT that each fault concerns; about 3 % may not vote, 1 % is there twice.
TINGKAT = {
    Label.SALAH_TPS: 0.005,
    Label.RT_RW_NOL: 0.008,
    Label.GANDA_IDENTIK: 0.003,
    Label.GANDA_NIK: 0.003,
    Label.GANDA_TANPA_NIK: 0.003,
    Label.NIK_RUSAK: 0.003,
    Label.BELUM_TERDAFTAR: 0.015,
    Label.UBAH: 0.020,
    Label.MENINGGAL: 0.012,
    Label.PINDAH: 0.009,
    Label.DI_BAWAH_UMUR: 0.003,
    Label.TNI: 0.003,
    Label.POLRI: 0.003,
}
KEMBAR_ALAMI = 0.003
# Share of the deaths and of the newly found that comes to light only after the DPS.
SUSULAN = 0.05
PEMULA = 21

# Who may not vote: (age from, to, marital statuses, share of men, paper).
TIDAK_BERHAK: dict[Label, tuple[int, int, str, float, str]] = {
    Label.MENINGGAL: (38, 93, "SSP", 0.55, "akta kematian"),
    Label.PINDAH: (18, 52, "BSS", 0.5, "surat keterangan pindah"),
    Label.DI_BAWAH_UMUR: (15, 16, "B", 0.5, "kartu keluarga"),
    Label.TNI: (19, 50, "BSS", 0.93, "kartu tanda anggota TNI"),
    Label.POLRI: (19, 54, "BSS", 0.9, "kartu tanda anggota Polri"),
}


def count(share: float, dpt: int) -> int:
    """Return how many records a share of the DPT is; at least one, also in a small province."""
    return max(1, round(share * dpt))


def break_dp4(bahan: Bahan) -> None:
    """Put in all faults at their rates; whole families first, while all their records are clean."""
    dpt = bahan.penduduk.kab.dpt
    jumlah = {label: count(share, dpt) for label, share in TINGKAT.items()}
    _wrong_tps(bahan, jumlah[Label.SALAH_TPS])
    _zero_rt_rw(bahan, jumlah[Label.RT_RW_NOL])
    for label in JENIS:
        duplicate(bahan, label, jumlah[label])
    _broken_nik(bahan, jumlah[Label.NIK_RUSAK])
    _not_listed(bahan, jumlah[Label.BELUM_TERDAFTAR])
    _wrong_field(bahan, jumlah[Label.UBAH])
    for label in TIDAK_BERHAK:
        _not_entitled(bahan, label, jumlah[label])


def _wrong_tps(bahan: Bahan, jumlah: int) -> None:
    """List whole families in another TPS of their village."""
    for keluarga in bahan.take_families(jumlah, Label.SALAH_TPS):
        benar = keluarga.tps
        tetangga = {k.tps.kode: k.tps for k in bahan.neighbours(benar.kode, KEL_DESA)}
        ukuran = len(keluarga.anggota)
        pilihan = [t for t in tetangga.values() if t != benar and bahan.has_room(t.kode, ukuran)]
        salah = bahan.rng.choice(pilihan) if pilihan else None
        for catatan in map(bahan.record, keluarga.anggota):
            if salah:
                catatan.dp4 = replace(catatan.benar, tps=salah.nomor)
                bahan.occupy(salah.kode)
            else:
                catatan.label = Label.BERSIH


def _zero_rt_rw(bahan: Bahan, jumlah: int) -> None:
    """Let families live where there is no RT and RW, which is lawful."""
    for keluarga in bahan.take_families(jumlah, Label.RT_RW_NOL):
        for orang in keluarga.anggota:
            orang.rt = orang.rw = "000"


def _broken_nik(bahan: Bahan, jumlah: int) -> None:
    """Let DP4 have an impossible NIK for a person who may vote."""
    for catatan in bahan.take(jumlah, Label.NIK_RUSAK):
        catatan.dp4 = replace(catatan.benar, nik=broken(catatan.benar.nik, bahan.rng))


def _not_listed(bahan: Bahan, jumlah: int) -> None:
    """Let DP4 lack some who may vote, half of them first voters."""
    label = Label.BELUM_TERDAFTAR
    pemula = bahan.take(jumlah // 2, label, lambda c: age(c.benar.tanggal_lahir) <= PEMULA)
    semua = [*pemula, *bahan.take(jumlah - len(pemula), label)]
    for catatan in semua:
        catatan.dp4 = None
    _mark_late(semua)


def _wrong_field(bahan: Bahan, jumlah: int) -> None:
    """Let DP4 have a field wrong that coklit corrects."""
    for catatan in bahan.take(jumlah, Label.UBAH):
        kolom = bahan.rng.choices(list(_SALAH), [bobot for bobot, _ in _SALAH.values()])[0]
        benar = getattr(catatan.benar, kolom)
        catatan.dp4 = replace(catatan.benar)
        setattr(catatan.dp4, kolom, _SALAH[kolom][1](benar, bahan.rng))
        catatan.perubahan = {kolom: benar}


def _other_address(benar: str, rng: Random) -> str:
    jalan = rng.choice([j for j in JALAN if not benar.startswith(j)])
    return f"{jalan} No. {rng.randint(1, 180)}"


_SALAH: dict[str, tuple[int, Callable[[str, Random], str]]] = {
    "status_kawin": (30, lambda benar, rng: rng.choice([s for s in "BSP" if s != benar])),
    "nama": (20, misspell),
    "alamat": (20, _other_address),
    "tempat_lahir": (12, misspell),
    "disabilitas": (10, lambda benar, rng: rng.choice([k for k in "0146" if k != benar])),
    "ktp_el": (8, lambda benar, _: "B" if benar == "S" else "S"),
}


def _not_entitled(bahan: Bahan, label: Label, jumlah: int) -> None:
    """Let DP4 have persons who may not vote, beside their families."""
    tambahan = [_add_stranger(bahan, label, n) for n in range(1, jumlah + 1)]
    if label is Label.MENINGGAL:
        _mark_late(tambahan)


def _add_stranger(bahan: Bahan, label: Label, nomor: int) -> Catatan:
    orang = _stranger(bahan, label)
    kertas = TIDAK_BERHAK[label][4]
    bukti = f"{kertas} SIMULASI/{bahan.penduduk.kab.kode}/{label}/{nomor:06d}"
    catatan = Catatan(orang, orang, label, bukti=bukti)
    bahan.add(catatan)
    return catatan


def _stranger(bahan: Bahan, label: Label) -> Orang:
    dari, sampai, status, laki_laki, _ = TIDAK_BERHAK[label]
    jenis_kelamin: JenisKelamin = "L" if bahan.rng.random() < laki_laki else "P"
    umur = bahan.rng.randint(dari, sampai)
    tuan_rumah = _host(bahan, umur)
    return bahan.penduduk.relative(tuan_rumah, jenis_kelamin, umur, bahan.rng.choice(status))


def _host(bahan: Bahan, umur: int) -> Keluarga:
    """Return a family to which a person of this age can belong, in a TPS with room."""
    while True:
        keluarga = bahan.rng.choice(bahan.keluarga)
        kepala = keluarga.kepala
        dewasa = umur >= UMUR_PEMILIH or age(kepala.tanggal_lahir) >= umur + UMUR_PEMILIH
        di_tempatnya = bahan.record(kepala).label is not Label.SALAH_TPS
        if dewasa and di_tempatnya and bahan.has_room(kepala.kode_tps):
            return keluarga


def _mark_late(catatan: list[Catatan]) -> None:
    """Let the first few facts come to light only after the DPS."""
    for c in catatan[: count(SUSULAN, len(catatan))]:
        c.susulan = True
