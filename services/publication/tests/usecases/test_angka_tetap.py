"""What does not add up is never published, and what is published changes only in the open.

A change of a published figure is a new version with its reason; the old one stays, the public's tag
changes, and the signed checkpoint of the audit covers the digest of every version.
"""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import psycopg
import pytest

from devstack.file_server import FileServer
from election_common.database import transaction
from election_common.keyring import Keyring
from election_common.segel import seal_next
from election_common.titik_periksa import sign_due
from election_common.verify_audit import load_checkpoints, verify, verify_in_transaction

A, B, C, D = "1903012001001", "1903012001002", "1903022001001", "1971011001001"
PLACE = "/publication/v1/pemilihan/uji-2024/hasil"
SEED = 42
CASES = 500
#: Every unit that holds a plenary, from the kecamatan up.
UNITS = ("190301", "190302", "197101", "1903", "1971", "19")


def raised(paper, by, *names):
    """The form with some figures raised; a name is a path with dots."""
    paper = json.loads(json.dumps(paper))
    for name in names:
        *path, last = name.split(".")
        section = paper
        for part in path:
            section = section[part]
        section[last] += by
    return paper


#: What somebody writes wrongly, the figures that he raises, and the check that must name it first.
WRONG = [
    ("a row whose parts are not its sum", ["pemilih.terdaftar.jumlah"], 1),
    ("more voters than the list has", [
        "pengguna.terdaftar.l", "pengguna.terdaftar.jumlah", "pengguna.jumlah.l",
        "pengguna.jumlah.jumlah",
    ], 2),
    ("voters of no kind", ["pengguna.jumlah.p", "pengguna.jumlah.jumlah"], 3),
    ("valid votes that nobody received", ["suara_sah"], 4),
    ("votes that are neither valid nor not", ["total_suara"], 5),
    ("more votes than ballots", ["suara.1", "suara_sah", "total_suara"], 6),
    ("ballots that came from nowhere", ["surat_suara.dikembalikan"], 7),
]  # fmt: skip


async def test_row_42_a_form_that_does_not_add_up_is_refused_by_its_rule(
    api, send_forms, make_form, publisher, public, faults_scale, record_figure
):
    chance, cases = random.Random(SEED), faults_scale(CASES)  # noqa: S311 - a seed, no secret
    refused = dict.fromkeys((rule for _, _, rule in WRONG), 0)
    for n in range(cases):
        what, names, rule = WRONG[n % len(WRONG)]
        sound = make_form(
            A, satu=chance.randint(0, 100), dua=chance.randint(0, 100),
            tidak_sah=chance.randint(0, 20),
        )  # fmt: skip
        wrong = raised(sound, chance.randint(151, 10_000), *names)
        (butir,) = (await send_forms(wrong)).json()["butir"]
        assert (butir["code"], butir["aturan"]) == ("pemeriksaan-gagal", rule), (what, wrong)
        refused[rule] += 1
    await publisher.publish()
    assert public.read("19")["progres"]["tps_masuk"] == 0
    assert public.read("19", name="versi")["terkini"] == 1
    record_figure(42, seed=SEED, cases=cases, rules=len(WRONG), taken=cases - sum(refused.values()))


@dataclass
class Reader:
    """Somebody who reads the public files, and the versions that he was shown."""

    client: httpx.Client

    def newest(self, kode):
        """The newest document and its tag."""
        answer = self.client.get(f"{PLACE}/{kode}").raise_for_status()
        return answer.json(), answer.headers["etag"]

    def version(self, kode, number):
        return self.client.get(f"{PLACE}/{kode}/v/{number}").raise_for_status().content


@pytest.fixture
def reader(public_dir, tmp_path):
    with (
        FileServer(tmp_path, public=public_dir) as server,
        httpx.Client(base_url=server.url, trust_env=False) as client,
    ):
        yield Reader(client)


async def correct(api, plenary, kode, votes):
    """Hold the plenary of a unit in which some votes of the first pair turn out to be invalid."""
    at = {"pemilihan": "uji-2024", "wilayah": kode}
    counted = (await api("GET", "/rekapitulasi", params=at)).json()["dihitung"]
    first, valid, invalid = counted["suara"]["1"], counted["suara_sah"], counted["suara_tidak_sah"]
    moved = {
        "suara.1": (first, first - votes),
        "suara_sah": (valid, valid - votes),
        "suara_tidak_sah": (invalid, invalid + votes),
    }
    declared = {
        "suara": counted["suara"] | {"1": first - votes},
        "suara_sah": valid - votes,
        "suara_tidak_sah": invalid + votes,
    }
    rows = [
        {"kolom": kolom, "dari": dari, "ke": ke, "alasan": f"salah salin di {kode}",
         "saksi": "saksi 1 dan 2", "asal": "official"}
        for kolom, (dari, ke) in moved.items()
    ]  # fmt: skip
    silent = await plenary(kode, dinyatakan=declared)
    return silent, await plenary(kode, dinyatakan=declared, koreksi=rows)


async def test_row_42_a_published_figure_changes_only_by_a_new_version_with_its_reason(
    api, send_forms, make_form, plenary, publisher, public, reader, record_figure
):
    chance = random.Random(SEED)  # noqa: S311 - a seed, no secret
    await send_forms(*(make_form(tps) for tps in (A, B, C, D)), asal="official")
    await publisher.publish()
    for kode in UNITS:
        before, tag = reader.newest(kode)
        kept = reader.version(kode, before["versi"])
        other = make_form(B, satu=chance.randint(61, 90))
        edited = await send_forms(make_form(A), other, asal="official")
        assert [b["code"] for b in edited.json()["butir"]] == [None, "hasil-tps-sudah-ada"]
        silent, corrected = await correct(api, plenary, kode, chance.randint(1, 5))
        assert (silent.status_code, silent.json()["aturan"]) == (422, 9)
        assert corrected.status_code == 201, corrected.text
        assert (await plenary(kode)).json()["code"] == "tahap-tidak-mengizinkan"
        await publisher.publish()
        after, other_tag = reader.newest(kode)
        assert after["versi"] == before["versi"] + 1
        assert "rekapitulasi" in after["sebab"]
        assert {k["alasan"] for k in after["koreksi"]} == {f"salah salin di {kode}"}
        assert other_tag != tag
        assert reader.version(kode, before["versi"]) == kept
    public.require_whole()
    record_figure(42, seed=SEED, edited=len(UNITS), taken=0, corrected=len(UNITS), lost_versions=0)


async def test_row_42_the_checkpoint_covers_every_version(
    send_forms, make_form, publisher, public, public_dir, worker, database, cluster,
    keyring_file, record_figure,
):  # fmt: skip
    for tps in (A, B, C, D):
        await send_forms(make_form(tps))
        await publisher.publish()
    async with transaction(worker, scope=None) as tx:
        while await seal_next(tx):
            pass
        at = datetime.now(UTC)
        await sign_due(tx, Keyring.load(keyring_file), "publication", 3600, at=at)
    await publisher.publish()
    (point,) = points = load_checkpoints(str(public_dir / "titik-periksa/publication/versi"))
    with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
        assert verify(dba, points) == (point.ukuran, None)
        covered = {}
        query = "select urut, rincian->'versi' from audit where tindakan = 'penerbitan'"
        for urut, versi in dba.execute(query):
            covered |= dict.fromkeys(versi.items(), urut)
        published = {
            (f"hasil/{kode}/v/{v['versi']}", v["sidik"])
            for kode in UNITS
            for v in public.read(kode, name="versi")["versi"]
        }
        assert published <= covered.keys()
        assert max(covered.values()) <= point.ukuran
        dba.execute("set session_replication_role = replica")
        address, sidik = max(published)
        dba.execute(
            "update audit set rincian = jsonb_set(rincian, %s, '\"0\"') where urut = %s",
            [["versi", address], covered[address, sidik]],
        )
        _, fault = verify_in_transaction(dba, points)
    assert fault is not None
    assert fault.dari == covered[address, sidik]
    record_figure(42, versions=len(published), covered=len(published))
