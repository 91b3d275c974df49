"""Who reads a dossier is seen doing it: masks by role, classes, audit rows, quotas."""

import re

import psycopg
import pytest

from candidacy.domain.data_pribadi import PENELITIAN, PENGAWASAN, TAMPILAN, UNSUR
from candidacy.domain.tindakan import PEMBACAAN
from election_common import bacaan

LEFT = "pasangan-satu"

# The last four figures of a number as a word: ids and digests hold any four in a row.
ENDING = r"(?<![\da-f-])0010(?![\da-f-])"


@pytest.fixture
async def id_(office):
    return await office.registered(LEFT, "anggrek")


@pytest.fixture
def reads(database):
    """The audit rows of reads since the last look: who, what, which columns, of whom."""
    last = 0

    def look():
        nonlocal last
        with psycopg.connect(database.owner) as owner:
            rows = owner.execute(
                "select id, sub, tindakan, objek, kolom, subjek from audit"
                " where subjek is not null and id > %s order by id", (last,),
            ).fetchall()  # fmt: skip
        last = max([last, *(row[0] for row in rows)])
        return [row[1:] for row in rows]

    return look


def test_every_role_that_reads_a_dossier_has_its_columns():
    assert TAMPILAN.keys() == PEMBACAAN.peran


async def test_a_dossier_shows_what_the_role_needs_and_leaves_its_trace(api, id_, reads):
    path = f"/nominasi/{id_}"
    for role, columns in (
        ("verifikator", PENELITIAN), ("lo", PENELITIAN), ("ketua", PENGAWASAN),
        ("bawaslu", PENGAWASAN), ("partai", UNSUR),
    ):  # fmt: skip
        reads()
        options = {"peserta": LEFT} if role in {"lo", "partai"} else {}
        answer = await api("GET", path, role, **options)
        for person in answer.json()["calon"]:
            assert {name for name, value in person.items() if value is not None} == set(columns)
        ((sub, act, what, seen, whom),) = reads()
        assert sub.startswith(f"{role}@19")
        assert (act, what) == ("pembacaan-berkas", path[1:])
        assert (seen, [str(one) for one in whom]) == (sorted(columns), [id_])
    assert [p["nik_akhir"] for p in (await api("GET", path, "penyetuju")).json()["calon"]] == [
        "0010", "0011",
    ]  # fmt: skip


async def test_what_is_known_is_not_sent_again_and_yet_recorded(api, id_, reads):
    first = await api("GET", f"/nominasi/{id_}", "verifikator")
    assert first.headers["cache-control"] == "private, no-cache"
    reads()
    known = {"if-none-match": first.headers["etag"]}
    again = await api("GET", f"/nominasi/{id_}", "verifikator", headers=known)
    assert (again.status_code, again.content, len(reads())) == (304, b"", 1)
    other = await api("GET", f"/nominasi/{id_}", "bawaslu", headers=known)
    assert other.status_code == 200


async def test_classes_of_documents_and_the_trace_of_their_readers(api, office, examine, reads):
    id_ = await office.grant(LEFT, "anggrek")
    kinds = ("pas-foto", "riwayat-hidup", "skck", "ktp-el", "kesehatan")
    files = {
        jenis: (await office.upload(id_, LEFT, "calon", jenis)).json()["id"] for jenis in kinds
    }
    await examine()
    reads()
    for role, jenis, status in (
        ("bawaslu", "pas-foto", 200),
        ("bawaslu", "riwayat-hidup", 200),
        ("bawaslu", "skck", 200),
        ("bawaslu", "ktp-el", 403),
        ("bawaslu", "kesehatan", 403),
        ("penyetuju", "ktp-el", 200),
        ("lo", "skck", 200),
        ("lo", "ktp-el", 403),
        ("kpps", "pas-foto", 403),
        ("publik", "pas-foto", 403),
    ):
        options = {"peserta": LEFT} if role == "lo" else {}
        answer = await api("GET", f"/dokumen-syarat/{files[jenis]}", role, **options)
        assert answer.status_code == status, (role, jenis, answer.text)
        found = [(what, seen, str(whom[0])) for _, _, what, seen, whom in reads()]
        wanted = [(f"dokumen-syarat/{files[jenis]}", [jenis], id_)]
        assert found == (wanted if status == 200 else [])


async def test_beyond_his_quota_nobody_reads_on(api, office, id_, database, monkeypatch):
    monkeypatch.setattr(bacaan, "KUOTA_BACA_LAIN", 3)
    path = f"/nominasi/{id_}"
    assert (await api("GET", path, "bawaslu")).status_code == 200
    for where in (path, f"{path}/dokumen"):
        answer = await api("GET", where, "bawaslu")
        assert (answer.status_code, answer.json()["code"]) == (429, "kuota-habis")
    with psycopg.connect(database.owner) as owner:
        alarms = owner.execute(
            "select data ->> 'batas' from outbox where subject like '%bacaan-massal%'"
        ).fetchall()
    assert alarms == [("3",)]


async def test_no_number_and_no_birth_date_stands_anywhere_in_the_clear(office, id_, database):
    dossier = await office.dossier(id_)
    assert "1980-05-15" not in dossier.text
    dumped = []
    async with await psycopg.AsyncConnection.connect(database.owner) as connection:
        for table in ("calon", "audit", "outbox", "idempotensi", "riwayat"):
            rows = await connection.execute(f"select t::text from {table} t")
            dumped += [r[0] for r in await rows.fetchall()]
    assert dumped
    for secret in ("190601150590", ENDING, "1980-05-15"):
        assert not re.search(secret, "\n".join(dumped)), secret
