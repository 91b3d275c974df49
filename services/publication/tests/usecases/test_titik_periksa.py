"""Checkpoints of all audits become files for good, this service's own among them."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import transaction
from election_common.keyring import Keyring
from election_common.segel import seal_next
from election_common.titik_periksa import FIRST, TitikPeriksa, sign_due
from election_common.verify_audit import load_checkpoints, require_chain
from publication import jobs
from publication.jobs import Publisher
from publication.store.dokumen import take_turn
from publication.store.titik_periksa import of_service

AT = datetime(2024, 11, 27, 6, tzinfo=UTC)
SUBJECT = "audit.titik-periksa-disegel"


@pytest.fixture
def keyring(keyring_file):
    return Keyring.load(keyring_file)


@pytest.fixture
def chain(keyring):
    """Three checkpoints of voter-registry."""
    points, before = [], FIRST
    for n in (1, 2, 3):
        point = TitikPeriksa("voter-registry", n, 10 * n, "00" * 32, AT.isoformat(), before)
        points.append(point.signed(keyring.signing_key()))
        before = points[-1].sidik
    return points


@pytest.fixture
def folder(public_dir):
    return public_dir / "titik-periksa"


async def test_each_is_a_file_the_newest_and_a_list(publisher, deliver, chain, folder):
    await deliver(SUBJECT, **asdict(chain[0]))
    await publisher.publish()
    first = (folder / "voter-registry/v/1").read_bytes()
    for point in chain[1:]:
        await deliver(SUBJECT, **asdict(point))
    await publisher.publish()
    assert (folder / "voter-registry/v/1").read_bytes() == first
    newest = json.loads((folder / "voter-registry/terkini").read_bytes())
    assert TitikPeriksa(**newest) == chain[2]
    published = load_checkpoints(str(folder / "voter-registry/versi"))
    assert published == chain
    require_chain(published)


async def test_one_worker_at_a_time_puts_those_of_a_service_in_place(
    publisher, worker, deliver, chain, folder
):
    await deliver(SUBJECT, **asdict(chain[0]))
    async with transaction(worker, scope=None) as tx:
        assert await take_turn(tx, "titik-periksa/voter-registry")
        await publisher.publish()
        assert not (folder / "voter-registry").exists()
    await publisher.publish()
    assert (folder / "voter-registry/v/1").exists()


async def test_many_are_put_in_place_a_part_at_a_time(
    publisher, deliver, chain, folder, monkeypatch
):
    monkeypatch.setattr(jobs, "CHUNK", 1)
    for point in chain:
        await deliver(SUBJECT, **asdict(point))
    async with transaction(publisher.sessions, scope=None) as tx:
        await publisher._install_checkpoints_of(tx, "voter-registry")
        points = await of_service(tx, "voter-registry")
        assert [p.nomor for p in points if p.terpasang] == [1]
    assert (folder / "voter-registry/terkini").read_bytes() == (
        folder / "voter-registry/v/3"
    ).read_bytes()
    await publisher.publish()
    assert {p.name for p in (folder / "voter-registry/v").iterdir()} == {
        f"{n}{ending}" for n in (1, 2, 3) for ending in ("", ".gz")
    }


async def test_another_one_under_a_known_number_is_poison(publisher, deliver, chain, folder):
    await deliver(SUBJECT, **asdict(chain[0]))
    await deliver(SUBJECT, **asdict(chain[0]))
    with pytest.raises(ValueError, match="differs"):
        await deliver(SUBJECT, **asdict(replace(chain[0], akar="11" * 32)))
    await publisher.publish()
    assert load_checkpoints(str(folder / "voter-registry/versi")) == chain[:1]


WRONG = {
    "voter-registry sends one of gateway": ({"layanan": "gateway"}, True),
    "is not signed": ({"akar": "11" * 32}, False),
    "does not follow 1": ({"sebelum": "11" * 32}, True),
    "comes before 2": ({"nomor": 3}, True),
    "is smaller than 1": ({"ukuran": 9}, True),
}


@pytest.mark.parametrize("why", WRONG)
async def test_what_is_no_next_one_of_its_sender_is_poison(
    publisher, deliver, chain, keyring, folder, why
):
    """Whoever can write a fact of one service takes no number of another's, nor the next of its."""
    changes, signs = WRONG[why]
    wrong = replace(chain[1], **changes)
    if signs:
        wrong = wrong.signed(keyring.signing_key())
    await deliver(SUBJECT, **asdict(chain[0]))
    with pytest.raises(ValueError, match=why):
        await deliver(SUBJECT, **asdict(wrong))
    await deliver(SUBJECT, **asdict(chain[1]))
    await publisher.publish()
    assert load_checkpoints(str(folder / "voter-registry/versi")) == chain[:2]


async def test_a_first_one_that_names_another_is_poison(deliver, chain, keyring):
    wrong = replace(chain[0], sebelum="11" * 32).signed(keyring.signing_key())
    with pytest.raises(ValueError, match="names one before it"):
        await deliver(SUBJECT, **asdict(wrong))


async def test_this_service_publishes_its_own(publisher, worker, keyring, folder):
    by = Actor("penerbit@19", frozenset({"penerbit"}), "19")
    points = []
    for hour in (0, 1):
        async with transaction(worker, scope=None) as tx:
            await record_act(tx, "pengumuman", "rekap", by=by, at=AT)
            await seal_next(tx)
            at = AT + timedelta(hours=hour)
            points.append(await sign_due(tx, keyring, "publication", 3600, at=at))
        await publisher.publish()
    assert load_checkpoints(str(folder / "publication/versi")) == points


async def test_lost_files_are_written_again(publisher, deliver, chain, folder):
    for point in chain:
        await deliver(SUBJECT, **asdict(point))
    await publisher.publish()
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    folder.rename(folder.with_name("lost"))
    await publisher.find_missing()
    await publisher.publish()
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


@pytest.fixture
async def gone_back(publisher, deliver, chain, cluster, database):
    """All three are published, and the database is that of a backup from the first."""
    for point in chain:
        await deliver(SUBJECT, **asdict(point))
    await publisher.publish()
    with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
        dba.execute("delete from titik_periksa_terbit where nomor > 1")


@pytest.mark.parametrize("started_anew", [True, False])
async def test_what_was_published_stands_after_a_restore(
    gone_back, publisher, chain, folder, public_dir, started_anew
):
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    if started_anew:
        publisher = Publisher(publisher.sessions, public_dir)
        await publisher.find_missing()
    await publisher.publish()
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert load_checkpoints(str(folder / "voter-registry/versi")) == chain


async def test_what_was_taken_back_is_no_other_when_its_fact_comes_again(
    gone_back, publisher, deliver, chain, keyring, folder
):
    await publisher.publish()
    await deliver(SUBJECT, **asdict(chain[1]))
    other = replace(chain[2], akar="11" * 32).signed(keyring.signing_key())
    with pytest.raises(ValueError, match="differs"):
        await deliver(SUBJECT, **asdict(other))
    await publisher.publish()
    assert load_checkpoints(str(folder / "voter-registry/versi")) == chain
