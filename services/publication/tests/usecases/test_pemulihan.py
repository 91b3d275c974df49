"""A service was restored from its backup: what it records from then on reaches the public."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest

from election_common import akses_copy, gate
from election_common import worker as running
from election_common.database import create_engine, transaction
from election_common.events import Envelope
from election_common.gate import Outcome
from election_common.keyring import Keyring
from election_common.rebuild import RebuildError
from election_common.titik_periksa import FIRST, TitikPeriksa
from publication.consumers import READ_MODELS, SOURCES
from publication.settings import Settings
from publication.store import kolom_suara

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
