"""The matrix of complaints: whose rows each operation touches."""

import hashlib
import hmac

import pytest

from complaints.domain import tindakan
from complaints.domain.status import Aksi
from complaints.domain.tiket import Jenis
from devstack.idp.tokens import ROLES
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
from election_common.tindakan import Tindakan

KAB = "1906"
OCTETS = {"content-type": "application/octet-stream"}
PIN = {"pin": "271104"}
TIM = {"unit": "wbs"}
ARTIKEL = {"pemilik": "ppid", "judul": "Cek", "isi": "Isi", "kata_kunci": ["dpt"]}
LAYANAN = Jenis.PENGADUAN_LAYANAN
#: Reads name no act; these roles read a ticket of the regime.
MEMBACA = Tindakan("baca", tindakan.PEMBACA[LAYANAN], None, "-", tanpa_jendela="uji")
JSON = {"content-type": "application/json"}
SIGNED = b'{"object": "whatsapp_business_account", "entry": []}'
SIGNATURE = f"sha256={hmac.new(b'secret', SIGNED, hashlib.sha256).hexdigest()}"


@pytest.fixture
async def matrix(api, make_report, database, tmp_path, examine, owner):
    bury_one(database.owner)
    operasi = end_operation(database.owner, tmp_path / "files", KAB)
    tiket = await api.file("pengaduan-layanan", perihal="PERIHAL-RAHASIA")
    where = f"/tiket/{tiket['id']}"
    file = {"content": b"%PDF-1.7", "headers": OCTETS}
    lampiran = (await api("POST", f"{where}/lampiran", "helpdesk", **file)).json()["id"]
    pin = {"x-pin": PIN["pin"]}
    own = await api(
        "POST", f"/lacak/{tiket['lacak']}/lampiran", content=b"%PDF-1.7", headers=OCTETS | pin
    )
    await owner("update berkas set status = 'bersih'")
    await api("POST", f"{where}/catatan", "helpdesk", json={"isi": "CATATAN-RAHASIA"})
    pesan = {
        "wilayah": KAB, "penerima": "081234567890", "templat": "bantuan", "parameter": {},
    }  # fmt: skip
    id_pesan = (await api("POST", "/pesan", "helpdesk", json=pesan)).json()["id"]
    cek = {"kode": "cek-dpt"}
    await api("POST", "/artikel/cek-dpt", "ppid", json=ARTIKEL)
    reading = Milik(tindakan=MEMBACA)
    tabel = UMUM | watching(database.owner, operasi) | {
        "register": Milik(tindakan=tindakan.PENDAFTARAN, isi=make_report("pengaduan-layanan")),
        "list_tiket": Milik(tindakan=tindakan.BACA_TIKET, kosong=True),
        "get_tiket": reading,
        "list_acts": reading,
        "list_history": reading,
        "list_terms": reading,
        "list_attachments": reading,
        "get_attachment": reading,
        "advance": Milik(
            tindakan=tindakan.tindakan(LAYANAN, Aksi.VERIFIKASI), alamat={"tindakan": "verifikasi"}
        ),
        "assign": Milik(tindakan=tindakan.PENUGASAN, isi={"petugas": "petugas-1"}),
        "reclassify": Milik(
            tindakan=tindakan.KLASIFIKASI,
            isi={
                "jenis": "tiket-teknis", "alasan": "uji",
                "rincian": {"aplikasi": "silon", "kategori": "akun"},
            },
        ),
        "replace_pin": Milik(
            tindakan=tindakan.PENGGANTIAN_PIN, isi={"keterangan": "uji", "pin": "271105"}
        ),
        "add_note": Milik(tindakan=tindakan.CATATAN, isi={"isi": "uji"}),
        "list_notes": Milik(tindakan=tindakan.CATATAN),
        "reveal": Milik(tindakan=tindakan.BUKA_PRIBADI, isi={"alasan": "uji matriks"}),
        "add": Milik(tindakan=tindakan.LAMPIRAN, bentuk={"content": b"%PDF-1.7"}, kepala=OCTETS),
        "request_one": Milik(tindakan=tindakan.PESAN, isi=pesan),
        "get_message": Milik(tindakan=tindakan.PESAN, alamat={"id": id_pesan}),
        "get_tracking": Terbuka(alamat={"id": tiket["lacak"]}),
        "read_details": Terbuka(alamat={"id": tiket["lacak"]}, isi=PIN),
        "list_own_acts": Terbuka(
            alamat={"id": tiket["lacak"]}, kepala={"x-pin": PIN["pin"]}
        ),
        "advance_own": Terbuka(
            alamat={"id": tiket["lacak"], "tindakan": "pencabutan"}, isi=PIN
        ),
        "add_own": Terbuka(
            alamat={"id": tiket["lacak"]}, bentuk={"content": b"%PDF-1.7"},
            kepala=OCTETS | pin,
        ),
        "list_own": Terbuka(alamat={"id": tiket["lacak"]}, kepala=pin),
        "get_own": Terbuka(
            alamat={"id": tiket["lacak"], "lampiran": own.json()["id"]}, kepala=pin
        ),
        "count": Terbuka(
            isi={
                "kejadian": "2026-03-16T09:00:00+07:00",
                "jangka": {"jumlah": 3, "satuan": "working_day"},
            }
        ),
        "list_rules": Terbuka(),
        "list_days": Terbuka(),
        "establish_day": Milik(
            tindakan=tindakan.HARI_KHUSUS, rumah="19",
            isi={
                "tanggal": "2025-08-27", "wilayah": KAB, "libur": True,
                "nama": "Pemungutan suara ulang", "dasar": "SIMULASI/1",
            },
        ),
        "revise": Bersama(
            alasan="terms of the law belong to no region", tindakan=tindakan.PERUBAHAN_ATURAN,
            isi={
                "regulation": "UU uji", "article": "1", "ticket_type": "permohonan-informasi",
                "stage": "jawaban", "amount": 5, "kind": "working_day",
                "valid_from": "2026-06-01", "verified": True,
            },
        ),
        "list_articles": Terbuka(),
        "get_article": Terbuka(alamat=cek),
        "publish": Bersama(
            alasan="answers to common questions are the whole office's",
            tindakan=tindakan.PENERBITAN_ARTIKEL, alamat=cek, isi=ARTIKEL,
        ),
        "receive": Terbuka(
            bentuk={"content": SIGNED},
            kepala=JSON | {"x-hub-signature-256": SIGNATURE},
        ),
        "verify_address": Terbuka(
            isi={"hub.mode": "subscribe", "hub.verify_token": "verify", "hub.challenge": "1"}
        ),
    }  # fmt: skip
    sealed = await seal_one(api)
    return Matrix(
        api=api.api, database=database.owner, tabel=tabel,
        alamat={"id": tiket["id"], "lampiran": lampiran}, rumah=Pemanggil(KAB),
        asing=[
            Pemanggil("1971", TIM),
            Pemanggil(KAB, {"sub": "warga-lain"}, peran=["publik"], kecuali=["register"]),
            # To a sealed ticket all the office is foreign, the claim of its unit without the role,
            # and another region's team.
            Pemanggil(KAB, alamat=sealed),
            Pemanggil(KAB, TIM, peran=sorted(ROLES - {"wbs_tim"}), alamat=sealed),
            Pemanggil("1971", TIM, alamat=sealed),
        ],
        rahasia=[
            "PERIHAL-RAHASIA", "CATATAN-RAHASIA", "CATATAN-TERSEGEL", tiket["id"], id_pesan,
            operasi, *sealed.values(),
        ],
    )  # fmt: skip


async def seal_one(api):
    """Addresses of a ticket of the WBS that has a note and an attachment."""
    tiket = await api.file("wbs", "publik", KAB)
    where, note = f"/tiket/{tiket['id']}", {"isi": "CATATAN-TERSEGEL"}
    await api("POST", f"{where}/catatan", "wbs_tim", json=note, claims=TIM)
    file = {"content": b"%PDF-1.7", "headers": OCTETS}
    lampiran = await api("POST", f"{where}/lampiran", "wbs_tim", claims=TIM, **file)
    return {"id": tiket["id"], "lampiran": lampiran.json()["id"]}


async def test_the_team_of_a_sealed_ticket_reaches_it(matrix):
    (sealed, *_) = [caller.alamat for caller in matrix.asing if caller.alamat]
    for name in ("get_tiket", "list_notes", "list_attachments", "list_history", "reveal"):
        answer = await matrix.send(name, Pemanggil(KAB, TIM, alamat=sealed), "wbs_tim")
        assert answer.status_code == 200, f"{name}: {answer.text}"
