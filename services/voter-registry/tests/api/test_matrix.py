"""The matrix of voter-registry: whose rows each operation touches."""

from dataclasses import replace

import psycopg
import pytest

from devstack.matrix import *  # noqa: F403 - the matrix's tests
from devstack.matrix import (
    UMUM,
    WHOSE_READS,
    Bersama,
    Matrix,
    Milik,
    Pemanggil,
    Terbuka,
    bury_one,
    watching,
)
from election_common.penelusuran import PENELUSURAN
from voter_registry.domain import tindakan

KAB = "1906"
BA = {"nomor": "SIMULASI/BA/1", "tanggal": "2024-08-10", "penanda_tangan": ["Ketua"]}
ANGKA = {"l": 1, "p": 1, "tps": 1}
ATURAN = {
    "nama": "usia_minimum", "nilai": 17, "regulasi": "PKPU 7/2024", "pasal": "-",
    "berlaku_dari": "2024-01-01", "terverifikasi": False,
}  # fmt: skip
CSV = {"content-type": "text/csv"}
PROVINSI = {"kode": "19", "nama": "x", "jenis": "provinsi", "induk": None}
BERKAS = {
    "params": {"wilayah": KAB, "jenis": "dp4", "asal": "generated", "pemilihan": "uji-2024"},
    "content": b"nkk,nik\n",
}


TIKET = "01936d3e-7c00-7000-8000-000000000001"


def respond(owner, pemilihan):
    """Put a response of the public to the list of the home in place."""
    with psycopg.connect(owner) as connection:
        connection.execute(
            """
            insert into tanggapan (tiket, pemilihan, wilayah, tahap, pokok, status, pesan,
                                   diterima_pada, versi)
            values (%s, %s, %s, 'DPS', 'tidak-terdaftar', 'diterima', uuidv7(), now(), 1)
            """,
            [TIKET, pemilihan, KAB],
        )


async def case_of(office):
    """A duplicate case and the record that it is about."""
    first, second = (await office.worksheet("1906012001"))[:2]
    body = {
        "pemilihan": office.pemilihan, "wilayah": KAB, "jenis": "nik",
        "anggota": [first["id"], second["id"]],
    }  # fmt: skip
    answer = await office.ok("POST", "/kegandaan", "operator", status=201, json=body)
    return answer.json()["id"], body


def of_export(office):
    """What an export is asked for with: the rows of one village."""
    return {
        "pemilihan": office.pemilihan, "wilayah": "1906012001", "perkara": "SIMULASI/PHP/1",
        "tujuan": "uji matriks", "penerima": "pengadilan", "kolom": ["nama"],
    }  # fmt: skip


#: Who asked is an operator here.
LIHAT_EKSPOR = replace(tindakan.PERSETUJUAN_EKSPOR, peran=tindakan.PEMBACA_EKSPOR | {"operator"})


async def export_of(office):
    """An export that the operator asked for."""
    body = of_export(office)
    answer = await office.ok("POST", "/ekspor-kerja", "operator", status=201, json=body)
    return answer.json()["id"]


@pytest.fixture
async def matrix(office_in_coklit, database):
    office = office_in_coklit
    bury_one(database.owner)
    respond(database.owner, office.pemilihan)
    kasus, anggota = await case_of(office)
    imports = await office.ok(
        "GET", "/impor", "operator", params={"pemilihan": office.pemilihan, "wilayah": KAB}
    )
    operasi = imports.json()["data"][0]["id"]
    pemilih, ekspor = anggota["anggota"][0], await export_of(office)
    di = {"pemilihan": office.pemilihan, "wilayah": KAB}
    pemilihan = {"id": office.pemilihan}
    tabel = UMUM | watching(database.owner, operasi) | {
        "trace_reads": Milik(
            tindakan=PENELUSURAN, kosong=True, isi=WHOSE_READS | {"sub": "pantarlih@1906012001"}
        ),
        "check_registration": Terbuka(
            isi={"pemilihan": "uji-2024", "nik": "1906011505900001", "nkk_akhir": "0001"}
        ),
        "get_recap": Terbuka(isi={**di, "jenis": "DPT"}),
        "get_wilayah": Terbuka(alamat={"kode": KAB}),
        "list_pemilihan": Bersama(alasan="which elections there are is public", peran="operator"),
        "get_pemilihan": Bersama(
            alasan="which elections there are is public", peran="operator", alamat=pemilihan
        ),
        "register_ruleset": Bersama(
            alasan="rules belong to no region", tindakan=tindakan.DAFTAR_RULESET,
            isi={"id": "pilkada-lain", "nama": "Lain", "aturan": [ATURAN]},
        ),
        "load_wilayah": Milik(
            tindakan=tindakan.MUAT_WILAYAH, rumah="19",
            isi={"sumber": "uji", "wilayah": [PROVINSI]},
        ),
        "register_pemilihan": Milik(
            tindakan=tindakan.DAFTAR_PEMILIHAN, rumah="19",
            isi={
                "id": "lain-2024", "nama": "Lain", "jenis": "pilkada", "wilayah": "19",
                "hari_pemungutan": "2024-11-27", "ruleset": "pilkada-uji", "sandbox": True,
                "waktu_legal": "2024-05-01T00:00:00+07:00",
            },
        ),
        "move_legal_time": Milik(
            tindakan=tindakan.GESER_WAKTU, rumah="19", alamat=pemilihan,
            isi={"waktu": "2024-05-02T00:00:00+07:00"},
        ),
        "list_acts_on_pemilihan": Bersama(
            alasan="says only what the caller may do; which elections there are is public",
            peran="operator", alamat=pemilihan,
        ),
        "recapitulate_province": Milik(
            tindakan=tindakan.REKAPITULASI_DPT, rumah="19", alamat=pemilihan,
            isi={"tahap": "DPT", "asal": "official", "berita_acara": BA, "dinyatakan": ANGKA},
        ),
        "import_file": Milik(tindakan=tindakan.IMPOR_DP4, bentuk=BERKAS, kepala=CSV),
        "list_imports": Milik(peran="operator", isi=di),
        "map_tps": Milik(
            tindakan=tindakan.PEMETAAN_TPS, isi=di | {"tps": [{"kode": "1906012001001"}]}
        ),
        "get_worksheet": Milik(peran="pantarlih", isi=di),
        "record_findings": Milik(
            tindakan=tindakan.COKLIT,
            isi=di | {"butir": [{"hasil": "sesuai", "pemilih": pemilih, "versi": 1}]},
        ),
        "get_voter": Milik(tindakan=tindakan.BACA_PEMILIH, alamat={"id": pemilih}),
        "reveal_number": Milik(
            tindakan=tindakan.BUKA_NIK, alamat={"id": pemilih}, isi={"alasan": "uji matriks"}
        ),
        "request_export": Milik(tindakan=tindakan.PENGAJUAN_EKSPOR, isi=of_export(office)),
        "list_exports": Milik(peran="operator", kosong=True),
        "get_export": Milik(peran="operator", tindakan=LIHAT_EKSPOR, alamat={"id": ekspor}),
        "decide_export": Milik(
            tindakan=tindakan.PERSETUJUAN_EKSPOR, alamat={"id": ekspor},
            isi={"setuju": True, "alasan": "uji matriks"},
        ),
        "list_acts_on_export": Milik(
            peran="operator", tindakan=LIHAT_EKSPOR, alamat={"id": ekspor}
        ),
        "transfer_export": Milik(
            peran="operator", tindakan=tindakan.PENGAMBILAN_EKSPOR, alamat={"id": ekspor}
        ),
        "find_voters": Milik(tindakan=tindakan.PENCARIAN, isi=di | {"nama": "ORANG"}),
        "file_case": Milik(tindakan=tindakan.KEGANDAAN, isi=anggota),
        "get_case": Milik(peran="operator", alamat={"id": kasus}),
        "list_acts_on_case": Milik(peran="operator", alamat={"id": kasus}),
        "decide_case": Milik(
            tindakan=tindakan.KEGANDAAN, alamat={"id": kasus},
            isi={"pertahankan": pemilih, "alasan": "uji"},
        ),
        "list_responses": Milik(
            tindakan=tindakan.BACA_TANGGAPAN, kosong=True, isi={"pemilihan": office.pemilihan}
        ),
        "get_response": Milik(tindakan=tindakan.BACA_TANGGAPAN, alamat={"id": TIKET}),
        "list_acts_on_response": Milik(tindakan=tindakan.BACA_TANGGAPAN, alamat={"id": TIKET}),
        "answer_one": Milik(
            tindakan=tindakan.TANGGAPAN, alamat={"id": TIKET},
            isi={"hasil": "diterima", "alasan": "uji matriks"},
        ),
        "list_daftar": Milik(peran="operator", kosong=True, isi={"pemilihan": office.pemilihan}),
        "get_daftar": Milik(peran="operator"),
        "count_voters": Milik(tindakan=tindakan.BACA_PROSES, isi={"wilayah": KAB}),
        "list_acts": Milik(peran="operator"),
        "recapitulate": Milik(
            tindakan=tindakan.DPHP_PPS,
            isi={"tahap": "DPHP", "wilayah": "1906012001", "berita_acara": BA, "dinyatakan": ANGKA},
        ),
        "compose": Milik(tindakan=tindakan.PENYUSUNAN_DPS, isi={"tahap": "DPS"}),
        "establish": Milik(
            tindakan=tindakan.PENETAPAN_DPS,
            isi={
                "tahap": "DPS", "berita_acara": BA, "sk_nomor": "SIMULASI/SK/1",
                "sk_tanggal": "2024-08-10", "sidik": "0" * 64, "asal_jumlah": "generated",
            },
        ),
    }  # fmt: skip
    return Matrix(
        api=office.api, database=database.owner, tabel=tabel, alamat={"id": office.daftar},
        rumah=Pemanggil(KAB), asing=[Pemanggil("1971"), Pemanggil("31")],
        rahasia=["ORANG ", "190601150590", pemilih, kasus, ekspor, office.daftar, operasi],
    )  # fmt: skip
