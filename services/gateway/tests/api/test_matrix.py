"""The matrix of the service of access: whose rows each operation touches."""

import uuid

import pytest
from joserfc.jwk import ECKey

from devstack.matrix import *  # noqa: F403 - the matrix's tests
from devstack.matrix import (
    UMUM,
    Matrix,
    Milik,
    Pemanggil,
    Terbuka,
    bury_one,
    end_operation,
    watching,
)
from gateway.domain import tindakan

SURAT = {"nomor": "SIMULASI/SK/1", "tanggal": "2024-05-01"}
CABUT = {"surat_nomor": "SIMULASI/SK/2", "alasan": "uji matriks"}


def jwk():
    return ECKey.generate_key("P-256").as_dict(private=False)


@pytest.fixture
async def matrix(api, give, register, database, tmp_path):
    bury_one(database.owner)
    operasi = end_operation(database.owner, tmp_path / "files", "1906")
    granted = (await give("subjek-rahasia", "ketua", "1906")).json()["akses"][0]["id"]
    await register("klien-rahasia")
    pendaftaran = {"id": f"klien-{uuid.uuid4().hex[:8]}", "nama": "Uji", "wilayah": "1906"}
    tabel = UMUM | watching(database.owner, operasi) | {
        "grant_access": Milik(
            tindakan=tindakan.PEMBERIAN_AKSES, peran="admin",
            isi={"surat": SURAT,
                 "butir": [{"subjek": "seseorang", "peran": "ketua", "wilayah": "1906"}]},
        ),
        "list_grants": Milik(tindakan=tindakan.PEMBACAAN_AKSES, kosong=True),
        "get_grant": Milik(tindakan=tindakan.PEMBACAAN_AKSES, alamat={"id": granted}),
        "list_acts_on_grant": Milik(alamat={"id": granted}),
        "revoke_access": Milik(
            tindakan=tindakan.PENCABUTAN_AKSES, peran="admin", isi=CABUT, alamat={"id": granted}
        ),
        "register_client": Milik(
            tindakan=tindakan.PENDAFTARAN_KLIEN, isi=pendaftaran | {"surat": SURAT, "jwk": jwk()}
        ),
        "list_clients": Milik(tindakan=tindakan.PEMBACAAN_AKSES, kosong=True),
        "get_client": Milik(tindakan=tindakan.PEMBACAAN_AKSES),
        "list_acts_on_client": Milik(),
        "get_keys": Terbuka(),
        "replace_key": Milik(tindakan=tindakan.PENGGANTIAN_KUNCI, isi={"jwk": jwk()}),
        "close_client": Milik(tindakan=tindakan.PENUTUPAN_KLIEN, isi=CABUT),
    }  # fmt: skip
    return Matrix(
        api=api, database=database.owner, tabel=tabel, alamat={"id": "klien-rahasia"},
        rumah=Pemanggil("1906"), asing=[Pemanggil("1907")],
        rahasia=["subjek-rahasia", "klien-rahasia", operasi],
    )  # fmt: skip
