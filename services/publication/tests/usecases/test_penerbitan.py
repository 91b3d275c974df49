"""Documents: they add up, change only with the data, and survive a crash at any step."""

import asyncio
import contextlib
import gzip
import hashlib
import json
from collections import Counter

import pytest
from sqlalchemy import text

from election_common.database import transaction
from publication.batch import berkas
from publication.domain.dokumen import Jenis
from publication.jobs import Publisher
from publication.store import dokumen as store

A, B, C, D = "1903012001001", "1903012001002", "1903022001001", "1971011001001"
ROOT = "pemilihan/uji-2024"


def flat(value, prefix=""):
    out = {}
    for key, item in value.items():
        if isinstance(item, dict):
            out |= flat(item, f"{prefix}{key}.")
        elif isinstance(item, int) and not isinstance(item, bool):
            out[prefix + key] = item
    return out


FIGURES = ("pemilih", "pengguna", "surat_suara", "suara")


def figures(value):
    names = {k: v for k, v in value.items() if k in FIGURES or "suara" in k}
    return flat(names)


def require_sum(document):
    total = Counter()
    for child in document["anak"]:
        total.update(figures(child))
    assert dict(total) == figures(document["dihitung"])


def read(public_dir, kode, jenis="hasil", name="terkini"):
    return json.loads((public_dir / ROOT / jenis / kode / name).read_bytes())


def require_whole(public_dir):
    """Every document shows its newest version; every file is what its list says."""
    pointers = list(public_dir.glob(f"{ROOT}/*/*/terkini"))
    assert pointers
    for pointer in pointers:
        versions = json.loads((pointer.parent / "versi").read_bytes())
        numbers = [v["versi"] for v in versions["versi"]]
        assert numbers == list(range(1, versions["terkini"] + 1))
        for v in versions["versi"]:
            file = pointer.parent / "v" / str(v["versi"])
            assert hashlib.sha256(file.read_bytes()).hexdigest() == v["sidik"]
            assert gzip.decompress(file.with_name(f"{v['versi']}.gz").read_bytes()) == (
                file.read_bytes()
            )
            assert json.loads(file.read_bytes())["versi"] == v["versi"]
        assert pointer.read_bytes() == file.read_bytes()
        assert gzip.decompress((pointer.parent / "terkini.gz").read_bytes()) == file.read_bytes()


async def test_every_unit_has_a_document_before_the_first_form(siap, publisher, public_dir):
    await publisher.publish()
    for kode in ("19", "1903", "1971", "190301", "190302", "197101"):
        document = read(public_dir, kode)
        assert document["progres"]["tps_masuk"] == 0
        assert (document["status"], document["resmi"]) == ("sementara", False)
    assert read(public_dir, "19")["progres"]["tps_total"] == 4
    require_whole(public_dir)


async def test_documents_add_up_from_one_snapshot(send_forms, make_form, publisher, public_dir):
    await publisher.publish()
    await send_forms(*(make_form(t) for t in (A, B, C, D)))
    assert await publisher.publish() == 6
    documents = {k: read(public_dir, k) for k in ("19", "1903", "1971", "190301", "190302")}
    assert len({d["cuplikan"] for d in documents.values()}) == 1
    for document in documents.values():
        require_sum(document)
    assert documents["19"]["dihitung"]["suara"] == {"1": 240, "2": 200}
    assert documents["19"]["sebab"] == "hasil-tps"
    child = documents["190301"]["anak"][1]
    assert (child["kode"], child["nama"]) == (B, "TPS 002 Jeriji")
    require_whole(public_dir)


async def test_nothing_new_when_only_time_has_passed(
    send_forms, make_form, publisher, public_dir, worker, deliver
):
    await send_forms(make_form(A))
    await publisher.publish()
    before = {p: p.read_bytes() for p in public_dir.rglob("*") if p.is_file()}
    await deliver(
        "pemilihan.waktu-legal-digeser",
        pemilihan="uji-2024",
        waktu_legal="2024-11-29T00:00:00+07:00",
    )
    async with transaction(worker, scope=None) as tx:
        await store.mark(tx, "uji-2024", Jenis.HASIL, ["190301"], "uji")
    assert await publisher.publish() == 0
    assert before == {p: p.read_bytes() for p in public_dir.rglob("*") if p.is_file()}
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == []


async def test_only_affected_units_get_a_version(send_forms, make_form, publisher, public_dir):
    await send_forms(make_form(A))
    await publisher.publish()
    await send_forms(make_form(D))
    await publisher.publish()
    terkini = {k: read(public_dir, k, name="versi")["terkini"] for k in ("19", "1903", "1971")}
    assert terkini == {"19": 2, "1903": 1, "1971": 2}


async def test_a_mark_that_commits_late_is_not_lost(
    send_forms, make_form, publisher, public_dir, worker
):
    await publisher.publish()
    async with worker() as late:
        await store.mark(late, "uji-2024", Jenis.HASIL, ["197101"], "terlambat")
        await send_forms(make_form(A))
        await publisher.publish()
        await late.commit()
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == ["uji-2024"]


async def test_plenaries_and_announcement_show_in_the_documents(
    api, send_forms, make_form, plenary, publisher, public_dir
):
    await send_forms(*(make_form(t) for t in (A, B, C, D)), asal="official")
    for kode in ("190301", "190302", "197101", "1903", "1971"):
        await plenary(kode, full=True)
    answer = await plenary("19")
    await api(
        "POST", "/pemilihan/uji-2024/rekapitulasi/19/pengumuman", "ketua",
        json={"keputusan": {"nomor": "77", "tanggal": "2024-12-07"}},
        headers={"if-match": answer.headers["etag"]},
    )  # fmt: skip
    await publisher.publish()
    document = read(public_dir, "19")
    assert (document["status"], document["resmi"]) == ("diumumkan", True)
    assert document["dinyatakan"]["keputusan"] == {"nomor": "77", "tanggal": "2024-12-07"}
    assert "pengguna" not in document["dinyatakan"]
    assert [a["status"] for a in document["anak"]] == ["disahkan", "disahkan"]
    versions = read(public_dir, "19", name="versi")["versi"]
    assert versions[-1]["sebab"] == (
        "hasil-tps, penetapan-dpt, penetapan-kolom, pengumuman-hasil, rekapitulasi-kabko,"
        " rekapitulasi-kecamatan, rekapitulasi-provinsi"
    )
    require_sum(document)


async def test_rekap_dpt(dpt, deliver, publisher, public_dir):
    await publisher.publish()
    document = read(public_dir, "19", "rekap-dpt")
    assert document["progres"] == {"kabko_masuk": 2, "kabko_total": 2}
    assert document["dihitung"] == {
        "l": 700, "p": 710, "jumlah": 1410, "tps": 4,
        "asal_jumlah": "official", "asal_lp": "generated",
    }  # fmt: skip
    assert (document["status"], document["resmi"], document["dinyatakan"]) == (
        "sementara", False, None,
    )  # fmt: skip
    kab = read(public_dir, "1903", "rekap-dpt")
    assert (kab["resmi"], kab["angka_resmi"]) == (True, ["jumlah", "tps"])
    assert kab["dihitung"]["asal_jumlah"] == "generated"
    kec = read(public_dir, "190301", "rekap-dpt")
    assert [a["jumlah"] for a in kec["anak"]] == [290, 220]
    assert kec["resmi"] is False
    recap = {"pemilihan": "uji-2024", "wilayah": "19", "tps": 4, "asal": "official"}
    recap |= {"ba_nomor": "BA/19", "l": 700}
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPS", p=1)
    assert await publisher.publish() == 0
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPT", p=711)
    await publisher.publish()
    document = read(public_dir, "19", "rekap-dpt")
    assert (document["resmi"], document["selisih"][0]["beda"]) == (False, 1)
    await deliver("rekapitulasi.daftar-direkapitulasi", **recap, tahap="DPT", p=710)
    await publisher.publish()
    document = read(public_dir, "19", "rekap-dpt")
    assert (document["status"], document["resmi"]) == ("direkapitulasi", True)
    assert document["angka_resmi"] == ["jumlah", "tps", "l", "p"]
    require_whole(public_dir)


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
    send_forms, make_form, publisher, public_dir, monkeypatch, step
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
    require_whole(public_dir)
    for kode in ("19", "1903", "190301"):
        require_sum(read(public_dir, kode))
    assert read(public_dir, "19")["progres"]["tps_masuk"] == 4
    assert read(public_dir, "19", name="versi")["terkini"] == 2


async def test_crash_before_the_commit_leaves_marks(
    send_forms, make_form, publisher, public_dir, monkeypatch
):
    await publisher.publish()
    await send_forms(make_form(A))

    async def die(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(store, "clear", die)
        with pytest.raises(Killed):
            await publisher.publish()
    assert read(public_dir, "19")["progres"]["tps_masuk"] == 0
    assert await publisher.publish() == 3
    require_whole(public_dir)


async def test_a_lost_folder_is_written_again(send_forms, make_form, publisher, public_dir):
    await send_forms(make_form(A))
    await publisher.publish()
    await send_forms(make_form(B))
    await publisher.publish()
    before = {p: p.read_bytes() for p in public_dir.rglob("*") if p.is_file()}
    public_dir.rename(public_dir.with_name("lost"))
    await publisher.find_missing()
    await publisher.publish()
    assert before == {p: p.read_bytes() for p in public_dir.rglob("*") if p.is_file()}


async def test_one_publisher_at_a_time(siap, publisher, worker):
    async with worker() as other:
        await other.execute(
            text("select pg_advisory_xact_lock(hashtextextended('penerbitan/uji-2024', 0))")
        )
        assert await publisher.publish() == 0
        await other.commit()
    assert await publisher.publish() > 0


async def test_reader_never_sees_a_sum_that_does_not_add_up(
    send_forms, make_form, publisher, public_dir
):
    await publisher.publish()
    stop = asyncio.Event()
    seen = set()

    async def keep_reading():
        while not stop.is_set():
            for kode in ("19", "1903", "190301"):
                document = read(public_dir, kode)
                require_sum(document)
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
    send_forms, make_form, publisher, public_dir, monkeypatch
):
    failing = iter([True, False])
    real = Publisher.publish

    async def publish(self):
        if next(failing, False):
            raise OSError("disk full")
        return await real(self)

    monkeypatch.setattr(Publisher, "publish", publish)
    await send_forms(make_form(A))
    task = asyncio.create_task(publisher.run())
    async with asyncio.timeout(10):
        while not (public_dir / ROOT / "hasil" / "19" / "terkini").exists():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    while not task.done():  # Python 3.11 may swallow a cancellation that meets a result
        task.cancel()
        await asyncio.wait([task], timeout=1)


async def test_marks_wait_for_the_election(worker, publisher):
    async with transaction(worker, scope=None) as tx:
        await store.mark(tx, "belum-ada", Jenis.HASIL, ["19"], "uji")
    assert await publisher.publish() == 0
    async with transaction(worker, scope=None) as tx:
        assert await store.marked(tx) == ["belum-ada"]
