"""A service was restored from its backup: what it records from then on reaches the public."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from election_common import akses_copy, gate
from election_common import worker as running
from election_common.database import create_engine, transaction
from election_common.events import Envelope
from election_common.gate import Outcome
from election_common.keyring import Keyring
from election_common.rebuild import RebuildError
from election_common.tables import audit
from election_common.titik_periksa import FIRST, TitikPeriksa
from publication.consumers import READ_MODELS, SOURCES
from publication.jobs import Publisher
from publication.settings import Settings
from publication.store import kolom_suara
from publication.store.dokumen import Dokumen

BATAL = "penetapan.pasangan-calon-dibatalkan"
NOMOR = "penetapan.nomor-urut-ditetapkan"
SEGEL = "audit.titik-periksa-disegel"
PASANGAN = [
    {"nomor_urut": n, "calon": nama, "wakil": "Wakil"} for n, nama in enumerate(("Satu", "Dua"), 1)
]
SOURCES = akses_copy.beside(SOURCES)


class Feed:
    """The feed of a service, and what it has on record."""

    def __init__(self, service):
        self.service, self.stream = service, service.upper().replace("-", "_")
        self.facts, self.epoch = [], 1

    def record(self, subject, aggregate, **data):
        seq = sum(f.subject == aggregate for f in self.facts) + 1
        fact = Envelope(
            id=uuid4(), source=f"/{self.service}", type=f"{self.service}.{subject}.v1",
            subject=aggregate, aggregatetype=subject.partition(".")[0], sequence=seq,
            time=datetime.now(UTC), data=data,
        )  # fmt: skip
        self.facts.append(fact)
        return fact

    def restore(self, facts):
        """Go back to a backup with so many facts."""
        del self.facts[facts:]
        self.epoch += 1

    async def page(self, stream, after):
        """As of `Feeds`."""
        assert stream == self.stream
        return self.epoch, len(self.facts), self.facts[after:]

    async def close(self):
        """As of `Feeds`."""


@pytest.fixture
async def again(database, service_env, monkeypatch):
    """The command `rebuild`, with the feed of one service."""
    service_env(database, "worker")
    engine = create_engine(database.worker, pool_size=2, statement_timeout="60s")

    async def run(feed, stream=None):
        monkeypatch.setenv("FEEDS", json.dumps({feed.stream: "http://feed"}))
        monkeypatch.setattr(running, "Feeds", SimpleNamespace(of=lambda _: feed))
        await running.run_rebuild(
            Settings(), SimpleNamespace(engine=engine), stream=stream or feed.stream,
            sources=SOURCES, read_models=READ_MODELS,
        )  # fmt: skip

    yield run
    await engine.dispose()


@pytest.fixture
def take(worker):
    """Take a fact in as the consumer does."""

    async def one(feed, fact):
        async with transaction(worker, scope=None) as tx:
            return await gate.apply(tx, fact, SOURCES[feed.stream])

    return one


@pytest.fixture
def published(publisher, public_dir):
    """What stands in the lists of checkpoints."""

    async def read(service):
        await publisher.publish()
        versions = json.loads((public_dir / "titik-periksa" / service / "versi").read_bytes())
        return [TitikPeriksa(**one) for one in versions["titik_periksa"]]

    return read


@pytest.fixture
def points(keyring_file):
    """Makes checkpoints of a service that follow one another."""
    key = Keyring.load(keyring_file).signing_key()

    def make(service, *sizes):
        made, before = [], FIRST
        for nomor, ukuran in enumerate(sizes, 1):
            at = f"2024-11-27T{nomor:02}:00:00+00:00"
            point = TitikPeriksa(service, nomor, ukuran, f"{ukuran:064x}", at, before).signed(key)
            made.append(point)
            before = point.sidik
        return made

    return make


async def test_a_revocation_under_a_number_that_was_given_before_is_published(
    pemilihan, worker, take, again
):
    candidacy = Feed("candidacy")
    draw = candidacy.record(NOMOR, pemilihan, pemilihan=pemilihan, pasangan=PASANGAN)
    gone = candidacy.record("penetapan.lain", pemilihan)
    for fact in (draw, gone):
        assert await take(candidacy, fact) is Outcome.APPLIED
    candidacy.restore(1)
    revoked = candidacy.record(
        BATAL, pemilihan, pemilihan=pemilihan, nomor_urut=2, keputusan_nomor="SK/9"
    )
    assert await take(candidacy, revoked) is Outcome.SEEN
    await again(candidacy)
    assert await take(candidacy, revoked) is Outcome.APPLIED
    async with transaction(worker, scope=None) as tx:
        columns = await kolom_suara.of(tx, pemilihan)
    assert [(k.nomor, k.pembatalan) for k in columns] == [(1, None), (2, "SK/9")]


@pytest.mark.parametrize("service", ["voter-registry", "gateway", "candidacy", "complaints"])
async def test_a_rebuild_repeats_no_checkpoint(service, take, again, points, published):
    feed = Feed(service)
    made = points(service, 10, 20)
    for point in made:
        fact = feed.record(SEGEL, service, **asdict(point))
        assert await take(feed, fact) is Outcome.APPLIED
    feed.restore(1)
    (_, other) = points(service, 10, 15)
    feed.record(SEGEL, service, **asdict(other))
    await again(feed)
    assert await published(service) == made


async def test_a_stream_that_nobody_reads_here_is_named(again):
    with pytest.raises(RebuildError, match="GATEWAY"):
        await again(Feed("gateway"), "PUBLICATION")


A, B, C = "1903012001001", "1903012001002", "1903022001001"
ADDRESSES = ("19", "1903", "190301")


@pytest.fixture
def restore(cluster, database):
    """Go back to the backup: later forms and versions are gone, what was published is not."""

    def go_back(*, lost, versi):
        with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
            dba.execute("delete from hasil_tps where tps = any(%s)", [list(lost)])
            dba.execute("delete from dokumen where jenis = 'hasil' and versi > %s", [versi])

    return go_back


@pytest.fixture
async def published_twice_more(send_forms, make_form, publisher, restore, public):
    """Results of which the database has version 2 and the public 3; returns the files."""
    for tps in ((), (A,), (B,)):
        if tps:
            await send_forms(*map(make_form, tps))
        await publisher.publish()
    assert public.read("190301")["versi"] == 3
    files = public.files()
    restore(lost=(B,), versi=2)
    return files


def versions(files):
    """Those that never change."""
    return {path: isi for path, isi in files.items() if path.parent.name == "v"}


@pytest.mark.parametrize("started_anew", [True, False])
async def test_a_published_number_is_never_given_to_another_content(
    published_twice_more, send_forms, make_form, publisher, public, public_dir, started_anew
):
    before = versions(published_twice_more)
    await send_forms(make_form(B, satu=70))
    if started_anew:
        publisher = Publisher(publisher.sessions, public_dir)
        await publisher.find_missing()
    assert await publisher.publish() == 3
    assert {path: public.files()[path] for path in before} == before
    for kode in ADDRESSES:
        newest = public.read(kode)
        assert (newest["versi"], newest["dihitung"]["suara"]["1"]) == (4, 130)
        assert newest["sebab"] == "hasil-tps, pemulihan"
    public.require_whole()


async def test_what_a_restored_database_no_longer_knows_is_said_under_the_next_number(
    published_twice_more, publisher, public, worker
):
    await publisher.find_missing()
    assert await publisher.publish() == 3
    for kode in ADDRESSES:
        newest = public.read(kode)
        assert (newest["versi"], newest["sebab"]) == (4, "pemulihan")
        assert newest["progres"]["tps_masuk"] == 1
        history = public.read(kode, name="versi")
        assert [v["sebab"] for v in history["versi"][2:]] == ["hasil-tps", "pemulihan"]
    public.require_whole()
    async with transaction(worker, scope=None) as tx:
        acts = select(audit.c.rincian).where(audit.c.tindakan == "pemulihan")
        (rincian,) = await tx.scalars(acts)
    taken = {f"hasil/{k}/v/3": public.read(k, name="versi")["versi"][2]["sidik"] for k in ADDRESSES}
    assert rincian["versi"] == taken


async def test_what_is_taken_back_is_what_was_issued(
    send_forms, make_form, publisher, restore, worker
):
    async def rows():
        async with transaction(worker, scope=None) as tx:
            return [dict(r) for r in (await tx.execute(select(Dokumen.__table__))).mappings()]

    await send_forms(make_form(A))
    await publisher.publish()
    before = await rows()
    restore(lost=(), versi=0)
    await publisher.find_missing()
    assert await publisher.publish() == 0
    assert {r["sidik"]: r for r in await rows()} == {r["sidik"]: r for r in before}


async def test_a_copy_that_was_cut_short_has_its_number_too(
    published_twice_more, publisher, public, public_dir
):
    cut = public_dir / "pemilihan/uji-2024/hasil/19/v/3"
    cut.unlink()
    await publisher.find_missing()
    await publisher.publish()
    assert cut.read_bytes() == published_twice_more[cut]
    assert public.read("19")["versi"] == 4
    public.require_whole()
