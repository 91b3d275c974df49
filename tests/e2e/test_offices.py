"""An office's program proves itself by its key: by the Python client, and by the `kpu` command.

Its key is registered, its access given and its act done through the same client.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from devstack.waiting import wait_until
from devstack.wiring import client_secret
from election_client import Client, ClientSecret, Problem
from election_client.models.common import Saya
from election_client.models.gateway import (
    ButirMasukan,
    DaftarPemberian,
    KlienKeluaran,
    KlienMasukan,
    PemberianMasukan,
    Surat,
)
from election_client.models.voter_registry import PemilihanKeluaran, PemilihanMasukan
from election_client.private_key import PrivateKey

pytestmark = pytest.mark.timeout(900)

OFFICE = "klien-provinsi-19"
REGISTRY = "/voter-registry/v1"
LETTER = Surat(nomor="SIMULASI/SK/12/2024", tanggal="2024-05-01")
ELECTION = PemilihanMasukan(
    id="klien-berkunci", nama="Uji klien", jenis="pilkada", wilayah="19", ruleset="pilkada-2024",
    hari_pemungutan="2024-11-27", sandbox=True, waktu_legal="2024-05-01T00:00:00+07:00",
)  # fmt: skip


@pytest.fixture(scope="module")
def admin(played):
    """A client of an admin of the nation, by subject; nobody else gives access to an office."""

    def client(sub: str = "") -> Client:
        played.house.token("admin", "0", sub=sub)  # has the second one granted
        secret, wishes = client_secret(played.house.layout), {"sub": sub} if sub else {}
        credentials = ClientSecret(played.house.token_url, "admin", secret, wilayah="0", **wishes)
        return Client(played.house.gateway_url, credentials)

    return client


@pytest.fixture(scope="module")
def key(played, admin) -> ECKey:
    """The key of an office that has been registered by one admin and given access by another."""
    key = ECKey.generate_key("P-256")
    public = key.as_dict(private=False)
    body = KlienMasukan(id=OFFICE, nama="KPU Provinsi", wilayah="19", surat=LETTER, jwk=public)
    with admin() as one:
        one.act("/gateway/v1/klien", KlienKeluaran, body)
    line = ButirMasukan(subjek=OFFICE, peran="kpu_provinsi", wilayah="19")
    with admin("admin-kedua") as another:
        letter = PemberianMasukan(surat=LETTER, butir=[line])
        another.act("/gateway/v1/akses", DaftarPemberian, letter)
    return key


def client(played, key: ECKey) -> Client:
    jwk = key.as_dict(private=True)
    wishes = {"scope": "kpu_provinsi", "wilayah": "19"}
    credentials = PrivateKey(played.house.token_url, OFFICE, jwk, **wishes)
    return Client(played.house.gateway_url, credentials)


def test_an_office_acts_by_its_key(played, key):
    with client(played, key) as kpu:
        saya = kpu.read("/gateway/v1/saya", Saya).body
        assert (saya.sub, saya.peran, saya.wilayah) == (OFFICE, ["kpu_provinsi"], "19")

        def is_felt():  # the grant is on its way to the other service
            try:
                return kpu.read(f"{REGISTRY}/saya", Saya)
            except Problem:
                return None

        wait_until(is_felt, seconds=10, what="grant")
        registered = [
            kpu.act(f"{REGISTRY}/pemilihan", PemilihanKeluaran, ELECTION, key=OFFICE)
            for _ in range(2)
        ]
        assert [answer.replayed for answer in registered] == [False, True]


def test_another_key_proves_nothing(played, key):
    with (
        client(played, ECKey.generate_key("P-256")) as kpu,
        pytest.raises(Problem) as caught,
    ):
        kpu.read("/gateway/v1/saya", Saya)
    assert (caught.value.status, caught.value.members) == (401, {"error": "invalid_client"})


def test_the_command_signs_in_by_its_key(played, key, tmp_path):
    file = tmp_path / "kunci.json"
    file.write_text(json.dumps(key.as_dict(private=True)))
    where = ["--gerbang", played.house.gateway_url, "--token-url", played.house.token_url]
    who = ["--klien", OFFICE, "--kunci", str(file), "--peran", "kpu_provinsi", "--wilayah", "19"]
    for argv in (["masuk", *where, *who], ["masalah", "di-luar-jadwal"]):
        done = subprocess.run(
            [Path(sys.executable).with_name("kpu"), *argv],
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    noted = (tmp_path / "kpu/kantor.json").read_text()
    assert str(file) in noted
    assert json.loads(noted)["rahasia"] == ""
