"""The first grants of a new house, by command: once, and never to make a second admin."""

import subprocess
import sys

import pytest


@pytest.fixture
def install(database):
    def run(*subjects):
        done = subprocess.run(
            [sys.executable, "-m", "gateway.akses", *subjects,
             "--surat", "SIMULASI/SK/0/2024", "--tanggal", "2024-01-01"],
            env={"ENVIRONMENT": "development", "DATABASE_URL": database.app},
            capture_output=True, text=True, timeout=30, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    return run


def test_the_first_admin_and_the_houses_machines(install, rows):
    assert install("admin-0", "kantor-19") == "granted: kantor-19, admin-0"
    assert install("orang-lain", "kantor-19") == "granted: nothing, all of it was there"
    assert install("orang-lain", "kantor-20") == "granted: kantor-20"
    query = "select subjek, peran, wilayah from akses order by subjek"
    assert rows(query) == [
        ("admin-0", "admin", "0"),
        ("kantor-19", "kantor", "0"),
        ("kantor-20", "kantor", "0"),
    ]
    assert rows("select count(*) from outbox") == [(3,)]
    acts = "select tindakan, sub, rincian ->> 'subjek' from audit order by id"
    assert rows(acts) == [
        ("pemberian-akses", "pemasangan", subjek)
        for subjek in ("kantor-19", "admin-0", "kantor-20")
    ]


def test_a_house_whose_last_admin_has_gone_by_his_letter_gets_another(install, rows):
    install("admin-0")
    rows("update pemberian set sampai = now() where subjek = 'admin-0' returning id")
    assert install("admin-1") == "granted: admin-1"
    assert install("admin-2") == "granted: nothing, all of it was there"
