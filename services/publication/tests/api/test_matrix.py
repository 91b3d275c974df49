"""The matrix of publication: whose rows each operation touches."""

import pytest

from devstack.matrix import *  # noqa: F403 - the matrix's tests
from devstack.matrix import UMUM, Bersama, Matrix, Milik, Pemanggil, Terbuka, bury_one
from publication.domain import tindakan

BA = {"nomor": "SIMULASI/BA/1", "tanggal": "2024-12-04", "penanda_tangan": ["Ketua"]}
DINYATAKAN = {
    "suara": {"1": 1, "2": 1}, "suara_sah": 2, "suara_tidak_sah": 0, "total_suara": 2,
}  # fmt: skip
TAHAPAN = {
    "kode": "S1", "layanan": "publication", "kegiatan": "Uji", "tindakan": ["hasil-tps"],
    "mulai": "2024-11-27T13:00:00+07:00", "selesai": "2024-12-16T23:59:00+07:00",
    "set_by": "KPU RI", "dasar": "PKPU 18/2024", "tanda": "S",
}  # fmt: skip


@pytest.fixture
def matrix(api, siap, make_form, database):
    bury_one(database.owner)
    tabel = UMUM | {
        "get_recap": Terbuka(isi={"pemilihan": "uji-2024", "wilayah": "19"}),
        "get_schedule": Terbuka(isi={"pemilihan": "uji-2024"}),
        "list_acts": Bersama(
            alasan="says only what the caller may do; a recap is public",
            isi={"pemilihan": "uji-2024"}, alamat={"kode": "19"},
        ),
        "publish_schedule": Milik(
            tindakan=tindakan.PENJADWALAN,
            isi={"sumber": "Uji", "alasan": "uji", "tahapan": [TAHAPAN]},
        ),
        "fix_columns": Milik(
            tindakan=tindakan.PENETAPAN_KOLOM,
            isi={"kolom": [{"nomor": 1, "jenis": "PASLON", "label": "Satu"}]},
        ),
        "record_forms": Milik(
            tindakan=tindakan.HASIL_TPS, kosong=True,
            isi={"asal": "generated", "butir": [make_form("1971011001001")]},
        ),
        "recapitulate": Milik(
            tindakan=tindakan.REKAPITULASI_PROVINSI,
            isi={"wilayah": "19", "asal": "official", "berita_acara": BA, "dinyatakan": DINYATAKAN},
        ),
        "announce": Milik(
            tindakan=tindakan.PENGUMUMAN, alamat={"kode": "19"},
            isi={"keputusan": {"nomor": "SIMULASI/1", "tanggal": "2024-12-07"}},
        ),
    }  # fmt: skip
    return Matrix(
        api=api.api, database=database.owner, tabel=tabel, alamat={"id": "uji-2024"},
        rumah=Pemanggil("19"), asing=[Pemanggil("31"), Pemanggil("1903")], rahasia=['diterima":1'],
    )  # fmt: skip
