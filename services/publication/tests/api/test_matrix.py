"""The matrix of publication: whose rows each operation touches."""

import pytest

from devstack.matrix import *  # noqa: F403 - the matrix's tests
from devstack.matrix import (
    UMUM,
    Bersama,
    Matrix,
    Milik,
    Pemanggil,
    Terbuka,
    bury_one,
    end_operation,
    watching,
)
from publication.domain import tindakan

OCTETS = {"content-type": "application/octet-stream"}
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
async def matrix(api, siap, make_form, database, tmp_path):
    bury_one(database.owner)
    operasi = end_operation(database.owner, tmp_path / "files", "19")
    where = "/pemilihan/uji-2024/hasil-tps/1971011001001/pindaian"
    scan = {"content": b"%PDF-1.7 ", "headers": OCTETS}
    assert (await api("POST", where, "ppk", wilayah="1971", **scan)).status_code == 201
    tabel = UMUM | watching(database.owner, operasi) | {
        "get_recap": Terbuka(isi={"pemilihan": "uji-2024", "wilayah": "19"}),
        "get_schedule": Terbuka(isi={"pemilihan": "uji-2024"}),
        "list_acts": Bersama(
            alasan="says only what the caller may do; a recap is public",
            isi={"pemilihan": "uji-2024"}, alamat={"kode": "19"},
        ),
        "list_acts_on_pemilihan": Bersama(
            alasan="says only what the caller may do; a schedule is public"
        ),
        "list_acts_on_tps": Bersama(
            alasan="says only what the caller may do; a form is public",
            alamat={"tps": "1971011001001"},
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
        "list_scans": Terbuka(alamat={"tps": "1971011001001"}),
        "get_scan": Terbuka(alamat={"tps": "1971011001001", "urut": "1"}),
        "add_scan": Milik(
            tindakan=tindakan.PINDAIAN, alamat={"tps": "1971011001001"}, kepala=OCTETS,
            bentuk={"content": b"%PDF-1.7"}, rumah="1971",
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
        rumah=Pemanggil("19"), asing=[Pemanggil("31"), Pemanggil("1903")],
        rahasia=['diterima":1', operasi],
    )  # fmt: skip
