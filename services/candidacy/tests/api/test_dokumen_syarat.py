"""Documents: uploads by content, versions for ever, examined before anybody reads them."""

import hashlib

import pytest

from election_common.berkas.tiba import Jenis

LEFT = "pasangan-satu"
OCTETS = {"content-type": "application/octet-stream"}
SKCK = {"posisi": "calon", "jenis": "skck"}


@pytest.fixture
async def id_(office):
    return await office.grant(LEFT, "anggrek")


async def test_the_type_is_that_of_the_content(office, id_, make_pdf):
    for content, status in (
        (make_pdf(), 201),
        (b"\xff\xd8\xff\xe0 isi gambar", 201),
        (b"\x89PNG\r\n\x1a\n", 201),
        (b"%PD", 415),
        (b"MZ\x90\x00 bukan PDF", 415),
        (b" %PDF-1.7", 415),
    ):
        answer = await office.upload(id_, LEFT, "calon", "skck", content)
        assert answer.status_code == status, (content, answer.text)
        if status == 415:
            assert answer.json()["code"] == "jenis-berkas-tidak-diterima"
        else:
            assert answer.json()["sidik"] == hashlib.sha256(content).hexdigest()
            assert answer.json()["ukuran"] == len(content)


async def test_a_file_that_is_too_large_is_refused_while_it_comes(api, office, id_, tmp_path):
    async def chunks():
        yield b"%PDF-1.7"
        for _ in range(64):
            yield b"x" * (1 << 20)

    path = f"/nominasi/{id_}/dokumen"
    answer = await api(
        "POST", path, "admin_silon", peserta=LEFT, content=chunks(), params=SKCK, headers=OCTETS
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "berkas-terlalu-besar")
    limit = (await office.ok("GET", path, "verifikator")).json()
    assert (limit["maksimum_byte"], limit["tipe"]) == (10 << 20, list(Jenis))
    assert not list((tmp_path / "files" / "berkas").glob("*"))


async def test_what_may_not_be_is_refused_before_it_is_sent(api, office, id_):
    """Nothing of a body is read: none of these is of a type that is taken."""
    for role, posisi, jenis, status, code in (
        ("admin_silon", "calon", "putusan", 422, "dokumen-tidak-diminta"),
        ("admin_silon", "pasangan", "skck", 422, "dokumen-tidak-diminta"),
        ("admin_silon", "wakil", "apa-saja", 422, "dokumen-tidak-diminta"),
        ("partai", "calon", "skck", 403, "peran-tidak-berwenang"),
    ):
        answer = await api(
            "POST", f"/nominasi/{id_}/dokumen", role, peserta=LEFT, content=b"GIF89a",
            params={"posisi": posisi, "jenis": jenis}, headers=OCTETS,
        )  # fmt: skip
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_every_version_stays_and_is_read_once_examined(api, office, id_, examine, make_pdf):
    contents = [make_pdf("satu"), make_pdf("dua")]
    for content in contents:
        filed = (await office.upload(id_, LEFT, "calon", "skck", content)).json()
        assert filed["pemeriksaan"] == "karantina"
        early = await api("GET", f"/dokumen-syarat/{filed['id']}", "verifikator")
        assert (early.status_code, early.json()["code"]) == (409, "berkas-dikarantina")
    await examine()
    item = next(i for i in await office.items(id_) if i["jenis"] == "skck")
    for version, content in zip(item["versi"], contents, strict=True):
        assert version["pemeriksaan"] == "bersih"
        answer = await api("GET", f"/dokumen-syarat/{version['id']}", "verifikator")
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["cache-control"] == "no-store"


async def test_a_file_that_the_examination_refuses_counts_as_missing(api, office, id_, examine):
    await office.fill(id_, LEFT)
    filed = (await office.upload(id_, LEFT, "calon", "skck", b"%PDF-1.7 rusak")).json()
    await examine()
    answer = await api("GET", f"/dokumen-syarat/{filed['id']}", "verifikator")
    assert (answer.status_code, answer.json()["code"]) == (409, "berkas-ditolak")
    await office.submit(id_, LEFT)
    received = (await office.receive(id_)).json()
    assert (received["nominasi"]["status"], received["sebab"]) == (
        "dikembalikan", ["tidak-lengkap"],
    )  # fmt: skip


async def test_an_upload_that_is_repeated_is_one_version(api, id_, make_pdf):
    options = {
        "peserta": LEFT, "content": make_pdf(), "params": SKCK, "headers": OCTETS, "key": "sama",
    }  # fmt: skip
    first = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    again = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_who_repeats_an_upload_gets_its_answer_also_when_it_is_submitted(
    api, office, id_, make_pdf
):
    options = {
        "peserta": LEFT, "content": make_pdf(), "params": SKCK, "headers": OCTETS, "key": "sama",
    }  # fmt: skip
    await office.fill(id_, LEFT)
    first = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    assert (await office.submit(id_, LEFT)).status_code == 200
    again = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    assert (again.status_code, again.json()) == (201, first.json())
    other = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **{**options, "key": "lain"})
    assert (other.status_code, other.json()["code"]) == (409, "tahap-tidak-mengizinkan")
    changed = await api(
        "POST", f"/nominasi/{id_}/dokumen", "lo", **{**options, "content": make_pdf() + b"\n"}
    )
    assert (changed.status_code, changed.json()["code"]) == (422, "kunci-idempotensi-dipakai")


async def test_what_was_missing_at_submission_is_not_handed_in_before_its_answer(office, id_):
    """One unsealed document would hold up the return, and the plenary with it, for ever."""
    await office.state(id_, LEFT)
    for item in await office.items(id_):
        if item["posisi"] == "pasangan":
            await office.upload(id_, LEFT, "pasangan", item["jenis"])
    assert (await office.submit(id_, LEFT)).status_code == 200
    late = await office.upload(id_, LEFT, **SKCK)
    assert (late.status_code, late.json()["code"]) == (409, "tahap-tidak-mengizinkan")
    assert (await office.receive(id_)).json()["sebab"] == ["tidak-lengkap"]
    assert (await office.upload(id_, LEFT, **SKCK)).status_code == 201


async def test_what_was_not_repaired_is_not_handed_in_after_the_repair(office, id_):
    await office.fill(id_, LEFT)
    await office.submit(id_, LEFT)
    await office.receive(id_)
    await office.judge(id_, {"skck": "bms", "spt": "bms"})
    assert (await office.result(id_)).json()["status"] == "perlu-perbaikan"
    assert (await office.upload(id_, LEFT, **SKCK)).status_code == 201
    assert (await office.submit(id_, LEFT, "perbaikan")).json()["status"] == "diperbaiki"
    late = await office.upload(id_, LEFT, "calon", "spt")
    assert (late.status_code, late.json()["code"]) == (409, "tahap-tidak-mengizinkan")
