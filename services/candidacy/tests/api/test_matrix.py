"""The matrix of candidacy: whose rows each operation touches."""

import uuid

import psycopg
import pytest

from candidacy.domain import tindakan
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

MINE, OTHER = "pasangan-satu", "pasangan-dua"
PAIR = {"peserta": MINE}
AT, DRAW = {"pemilihan": "uji-2024"}, {"pemilihan": "undi-2024"}
OCTETS = {"content-type": "application/octet-stream"}
SKCK = {"posisi": "calon", "jenis": "skck"}
OPEN = [{"sampai": None, "persen": "4"}]
ATURAN = {
    "nama": "ambang_suara", "nilai": {"provinsi": OPEN, "kabupaten_kota": OPEN},
    "regulasi": "PKPU uji", "pasal": "Pasal 1", "berlaku_dari": "2030-01-01",
    "terverifikasi": True,
}  # fmt: skip
PARTAI = {
    "kode": "dahlia", "nomor": 9, "nama": "dahlia", "suara": 0, "asal_suara": "generated",
    "kursi": 0, "asal_kursi": "press", "sumber": "uji",
}  # fmt: skip
CALON = {
    "posisi": "calon", "nama": "X", "nik": "1906011505900001", "jenis_kelamin": "L",
    "tempat_lahir": "X", "tanggal_lahir": "1980-01-01",
}  # fmt: skip
PLENO = {
    "ba_nomor": "SIMULASI/BA/3", "ba_tanggal": "2024-09-22",
    "sk_nomor": "SIMULASI/SK", "sk_tanggal": "2024-09-22",
    "suara": [{"anggota": n, "suara": "setuju"} for n in range(1, 6)],
}  # fmt: skip
UNDIAN = {
    "cara": "fisik", "nomor": {str(uuid.uuid4()): 1}, "sumber": "uji", "ba_nomor": "SIMULASI/4",
    "sk_nomor": "SK",
}  # fmt: skip
BENIH = {"komitmen": "0" * 64, "sumber": "uji", "pada": "2099-01-01T00:00:00+07:00"}
ANNOUNCED = {
    "nomor_urut": 1, "calon": "X", "wakil": "Y", "partai": ["anggrek"],
    "asal": dict.fromkeys(
        ("nomor_urut", "nama", "partai", "tanggal_daftar", "sk_nomor_urut"), "press"
    ),
}  # fmt: skip


#: A pair that was announced with its number.
DETERMINED = """
    insert into pasangan_calon (id, pemilihan, nomor_urut, status, calon, wakil, partai, asal,
        catatan, syarat)
    values (%s, 'uji-2024', 1, 'ditetapkan', 'Terbuka', 'Terbuka', '{}', '{}', '', '[]')
"""
#: Another election, whose draw waits for its second entry.
DRAWN = """
    insert into pemilihan
    select 'undi-2024', nama, jenis, wilayah, hari_pemungutan, sandbox, waktu_legal, aturan
    from pemilihan where id = 'uji-2024';
    insert into jendela
    select 'undi-2024', kode, tindakan, kegiatan, mulai, selesai from jendela;
    insert into pengundian (pemilihan, cara, sumber, nomor, ba_nomor, sk_nomor, dicatat_oleh,
        dicatat_pada, versi)
    values ('undi-2024', 'fisik', 'uji', '{}', 'SIMULASI/4', 'SIMULASI/SK', 'ketua', now(), 1);
    insert into benih_undian (pemilihan, komitmen, sumber, pada, diumumkan_oleh, diumumkan_pada)
    values ('undi-2024', repeat('0', 64), 'uji', now(), 'ketua', now())
"""


def determine(database):
    """Put a pair and a draw in place, as their owner; returns the pair's id."""
    id_ = str(uuid.uuid4())
    with psycopg.connect(database) as owner:
        owner.execute(DETERMINED, [id_])
        owner.execute(DRAWN)
    return id_


@pytest.fixture
async def matrix(api, office, deliver, examine, database, tmp_path, make_threshold):
    bury_one(database.owner)
    operasi = end_operation(database.owner, tmp_path / "files", "19")
    id_ = await office.grant(MINE, "anggrek")
    await office.fill(id_, MINE)
    file = (await office.upload(id_, MINE, "calon", "skck")).json()["id"]
    await examine()
    await deliver(
        "complaints.tanggapan.calon-diterima",
        tiket="TKT-1", pemilihan="uji-2024", nominasi=id_,
        diterima_pada="2024-09-16T10:00:00+07:00",
    )  # fmt: skip
    election = {"alamat": {"id": "uji-2024"}}
    numbers = {"nomor": {str(uuid.uuid4()): 1}}
    pair = determine(database.owner)
    determined = {"alamat": {"id": "uji-2024", "pasangan": pair}}
    tabel = UMUM | watching(database.owner, operasi) | {
        "get_threshold": Terbuka(isi=AT),
        "get_parties": Terbuka(isi=AT),
        "list_pairs": Terbuka(isi=AT),
        "list_provisional": Terbuka(isi=AT),
        "get_pair": Terbuka(alamat={"id": pair}),
        "list_aturan": Bersama(alasan="the law belongs to nobody"),
        "register_aturan": Bersama(
            alasan="the law belongs to no region", tindakan=tindakan.PENDAFTARAN_ATURAN, isi=ATURAN
        ),
        "get_draw": Terbuka(isi=DRAW),
        "get_seed": Terbuka(isi=DRAW),
        "get_waiting_draw": Milik(tindakan=tindakan.PENGUNDIAN, isi=DRAW),
        "register_parties": Milik(
            tindakan=tindakan.PENDAFTARAN_PARTAI, isi={"partai": [PARTAI]}, **election
        ),
        "establish_threshold": Milik(
            tindakan=tindakan.PENETAPAN_AMBANG, isi=make_threshold(), **election
        ),
        "read_remaining": Milik(tindakan=tindakan.PENETAPAN_AMBANG, isi=AT),
        "import_pairs": Milik(
            tindakan=tindakan.IMPOR_HASIL, isi={"pasangan": [ANNOUNCED]}, **election
        ),
        "revoke_pair": Milik(
            tindakan=tindakan.PEMBATALAN, isi={"keputusan_nomor": "x"}, **determined
        ),
        "list_pair_acts": Bersama(alasan="says only what the caller may do", **determined),
        "grant_access": Milik(
            tindakan=tindakan.PEMBERIAN_AKSES, isi=AT | {"peserta": "baru", "partai": ["bakung"]}
        ),
        "list_nominasi": Milik(tindakan=tindakan.PEMBACAAN, kosong=True, isi=AT),
        "get_nominasi": Milik(tindakan=tindakan.PEMBACAAN, klaim=PAIR),
        "list_acts": Milik(tindakan=tindakan.PEMBACAAN, klaim=PAIR),
        "get_checklist": Milik(tindakan=tindakan.PEMBACAAN, klaim=PAIR),
        "read_file": Milik(tindakan=tindakan.PEMBACAAN, klaim=PAIR, alamat={"id": file}),
        "record_candidate": Milik(tindakan=tindakan.PENGISIAN, klaim=PAIR, isi=CALON),
        "file_dokumen": Milik(
            tindakan=tindakan.PENGISIAN, klaim=PAIR, kepala=OCTETS,
            bentuk={"params": SKCK, "content": b"%PDF-1.7 uji"},
        ),
        "replace_parties": Milik(
            tindakan=tindakan.PENGGANTIAN_PARTAI, klaim=PAIR, isi={"partai": ["bakung"]}
        ),
        "submit": Milik(tindakan=tindakan.PENGAJUAN, klaim=PAIR),
        "submit_repair": Milik(tindakan=tindakan.PERBAIKAN, klaim=PAIR),
        "withdraw": Milik(
            tindakan=tindakan.PENARIKAN, klaim=PAIR, isi={"surat_nomor": "SIMULASI/1"}
        ),
        "accept": Milik(
            tindakan=tindakan.PENERIMAAN,
            isi={"ba_nomor": "x", "butir": [SKCK | {"keberadaan": "ada"}]},
        ),
        "propose_findings": Milik(
            tindakan=tindakan.PENELITIAN,
            isi={"butir": [SKCK | {"versi": 2, "usulan_ke": 0, "nilai": "ms"}]},
        ),
        "decide_findings": Milik(
            tindakan=tindakan.PERSETUJUAN, isi={"butir": [SKCK | {"setuju": True, "usulan_ke": 1}]}
        ),
        "announce": Milik(tindakan=tindakan.HASIL_PENELITIAN, isi={"ba_nomor": "x"}),
        "revoke": Milik(tindakan=tindakan.PEMBATALAN, isi={"keputusan_nomor": "x"}),
        "list_tanggapan": Milik(tindakan=tindakan.JAWABAN_TANGGAPAN, kosong=True, isi=AT),
        "list_input_acts": Milik(
            tindakan=tindakan.JAWABAN_TANGGAPAN, alamat={"tiket": "TKT-1"}
        ),
        "get_tanggapan": Milik(
            tindakan=tindakan.JAWABAN_TANGGAPAN, alamat={"tiket": "TKT-1"}
        ),
        "decide_tanggapan": Milik(
            tindakan=tindakan.JAWABAN_TANGGAPAN, alamat={"tiket": "TKT-1"},
            isi={"hasil": "tidak-terbukti", "alasan": "uji"},
        ),
        "read_readiness": Milik(tindakan=tindakan.PEMBACAAN, kosong=True, isi=AT),
        "list_plenary_acts": Milik(tindakan=tindakan.PEMBACAAN, kosong=True, isi=AT),
        "list_draw_acts": Bersama(alasan="why nobody may draw is no secret", isi=AT),
        "establish": Milik(tindakan=tindakan.PENETAPAN, isi=PLENO, **election),
        "draw": Milik(tindakan=tindakan.PENGUNDIAN, isi=UNDIAN, **election),
        "announce_seed": Milik(tindakan=tindakan.PENGUMUMAN_BENIH, isi=BENIH, **election),
        "confirm": Milik(
            tindakan=tindakan.PENGUNDIAN, isi=numbers, alamat={"id": DRAW["pemilihan"]}
        ),
        "discard_draw": Milik(
            tindakan=tindakan.PEMBATALAN_UNDIAN, isi={"alasan": "uji"},
            alamat={"id": DRAW["pemilihan"]},
        ),
    }  # fmt: skip
    return Matrix(
        api=api, database=database.owner, tabel=tabel, alamat={"id": id_},
        rumah=Pemanggil("19"),
        asing=[Pemanggil("18"), Pemanggil("1906", PAIR), Pemanggil("19", {"peserta": OTHER})],
        rahasia=["Calon Buatan", id_, file, "TKT-1", operasi],
    )  # fmt: skip
