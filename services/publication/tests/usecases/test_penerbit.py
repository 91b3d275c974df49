"""The publisher beside others: crashes at any step, late commits, readers at all times."""

import asyncio
import contextlib

import pytest
from sqlalchemy import text

from devstack.loops import working
from election_common.database import transaction
from publication.batch import berkas
from publication.domain.dokumen import Jenis
from publication.jobs import Publisher
from publication.store import dokumen as store
from publication.usecases import penerbitan

A, B, C, D = "1903012001001", "1903012001002", "1903022001001", "1971011001001"
ROOT = "pemilihan/uji-2024"


async def test_a_mark_that_commits_late_is_not_lost(send_forms, make_form, publisher, worker):
    await publisher.publish()
    async with worker() as late:
        await store.mark(late, "uji-2024", Jenis.HASIL, ["197101"], "terlambat")
        await send_forms(make_form(A))
        await publisher.publish()
        await late.commit()
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == ["uji-2024"]


class Killed(BaseException):
    """The process ends here."""


def kill_at(monkeypatch, step: int) -> None:
    """Die at the n-th of all file operations."""
    count = iter(range(10_000))
    for name in ("_write", "_sync_folder"):
        real = getattr(berkas, name)

        def guarded(*args, real=real):
            if next(count) == step:
                raise Killed
            real(*args)

        monkeypatch.setattr(berkas, name, guarded)


@pytest.mark.parametrize("step", range(0, 60, 4))
async def test_crash_while_files_are_written(
    send_forms, make_form, publisher, monkeypatch, step, public, adds_up, public_dir
):
    await send_forms(make_form(A))
    await publisher.publish()
    await send_forms(make_form(B), make_form(C), make_form(D))
    with monkeypatch.context() as patched:
        kill_at(patched, step)
        with contextlib.suppress(Killed):
            await publisher.publish()
    again = Publisher(publisher.sessions, public_dir)
    await again.find_missing()
    await again.publish()
    public.require_whole()
    for kode in ("19", "1903", "190301"):
        adds_up(public.read(kode))
    assert public.read("19")["progres"]["tps_masuk"] == 4
    assert public.read("19", name="versi")["terkini"] == 2


async def test_crash_before_the_commit_leaves_marks(
    send_forms, make_form, publisher, monkeypatch, public
):
    await publisher.publish()
    await send_forms(make_form(A))

    async def die(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(store, "clear", die)
        with pytest.raises(Killed):
            await publisher.publish()
    assert public.read("19")["progres"]["tps_masuk"] == 0
    assert await publisher.publish() == 3
    public.require_whole()


async def test_a_lost_folder_is_written_again(send_forms, make_form, publisher, public, public_dir):
    await send_forms(make_form(A))
    await publisher.publish()
    await send_forms(make_form(B))
    await publisher.publish()
    before = public.files()
    public_dir.rename(public_dir.with_name("lost"))
    await publisher.find_missing()
    await publisher.publish()
    assert before == public.files()


async def test_one_publisher_at_a_time(siap, publisher, worker):
    async with worker() as other:
        await other.execute(
            text("select pg_advisory_xact_lock(hashtextextended('penerbitan/uji-2024', 0))")
        )
        assert await publisher.publish() == 0
        await other.commit()
    assert await publisher.publish() > 0


async def test_reader_never_sees_a_sum_that_does_not_add_up(
    send_forms, make_form, publisher, public, adds_up
):
    await publisher.publish()
    stop = asyncio.Event()
    seen = set()

    async def keep_reading():
        while not stop.is_set():
            for kode in ("19", "1903", "190301"):
                document = public.read(kode)
                adds_up(document)
                seen.add((kode, document["versi"]))
            await asyncio.sleep(0)

    async def keep_publishing():
        while not stop.is_set():
            await publisher.publish()

    async def keep_sending():
        for tps in (A, B, C, D):
            await send_forms(make_form(tps))
            await asyncio.sleep(0.1)
        stop.set()

    await asyncio.gather(keep_reading(), keep_publishing(), keep_sending())
    assert len(seen) > 3


async def test_loop_publishes_repairs_and_waits_out_failures(
    send_forms, make_form, publisher, monkeypatch, public_dir, database
):
    failing = iter([True, False])
    real = Publisher.publish

    async def publish(self):
        if next(failing, False):
            raise OSError("disk full")
        return await real(self)

    monkeypatch.setattr(Publisher, "publish", publish)
    await send_forms(make_form(A))
    async with working(database.worker, publisher.loop()), asyncio.timeout(10):
        while not (public_dir / ROOT / "hasil" / "19" / "terkini").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_form_that_arrives_meanwhile_waits_for_the_next_publication(
    send_forms, make_form, publisher, public, monkeypatch
):
    await send_forms(make_form(A))
    real = penerbitan.load_kecamatan

    async def load_later(*args):
        await send_forms(make_form(B))
        return await real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(penerbitan, "load_kecamatan", load_later)
        await publisher.publish()
    kecamatan, kab = public.read("190301"), public.read("1903")
    assert kecamatan["cuplikan"] == kab["cuplikan"]
    assert kecamatan["progres"]["tps_masuk"] == kab["anak"][0]["progres"]["tps_masuk"] == 1
    await publisher.publish()
    assert public.read("190301")["progres"]["tps_masuk"] == 2
