"""Documents: uploads by content, versions for ever, classes of disclosure, recorded readings."""

import hashlib

import psycopg

LEFT = "pasangan-satu"


TYPES = [
    (b"%PDF-1.7", 201, None),
    (b"\xff\xd8\xff\xe0 isi gambar", 201, None),
    (b"\x89PNG\r\n\x1a\n", 201, None),
    (b"%PD", 415, "jenis-berkas-tidak-didukung"),
    (b"", 415, "jenis-berkas-tidak-didukung"),
    (b"MZ\x90\x00 bukan PDF", 415, "jenis-berkas-tidak-didukung"),
    (b" %PDF-1.7", 415, "jenis-berkas-tidak-didukung"),
]


async def test_the_type_is_that_of_the_content(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    for content, status, code in TYPES:
        answer = await api(
            "POST", f"/nominasi/{id_}/dokumen", "admin_silon", peserta=LEFT, content=content,
            params={"posisi": "calon", "jenis": "skck"},
            headers={"content-type": "application/octet-stream"},
        )  # fmt: skip
        assert answer.status_code == status, (content, answer.text)
        if code:
            assert answer.json()["code"] == code
        else:
            assert answer.json()["sidik"] == hashlib.sha256(content).hexdigest()
            assert answer.json()["ukuran"] == len(content)


async def test_a_file_that_is_too_large_is_refused_while_it_comes(api, office, tmp_path):
    id_ = await office.grant(LEFT, "anggrek")
    sent = 0

    async def chunks():
        nonlocal sent
        yield b"%PDF-1.7"
        for _ in range(64):
            sent += 1
            yield b"x" * (1 << 20)

    answer = await api(
        "POST", f"/nominasi/{id_}/dokumen", "admin_silon", peserta=LEFT, content=chunks(),
        params={"posisi": "calon", "jenis": "skck"},
        headers={"content-type": "application/octet-stream"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (413, "berkas-terlalu-besar")
    limit = (await office.ok("GET", f"/nominasi/{id_}/dokumen", "verifikator")).json()
    assert limit["maksimum_byte"] == 10 << 20
    assert not list((tmp_path / "files" / "berkas").glob("*"))


async def test_what_is_not_asked_for_is_refused(office):
    id_ = await office.grant(LEFT, "anggrek")
    for posisi, jenis in (("calon", "putusan"), ("pasangan", "skck"), ("wakil", "apa-saja")):
        answer = await office.upload(id_, LEFT, posisi, jenis)
        assert (answer.status_code, answer.json()["code"]) == (422, "dokumen-tidak-diminta")


async def test_every_version_stays_readable(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    for content in (b"%PDF-satu", b"%PDF-dua"):
        await office.upload(id_, LEFT, "calon", "skck", content)
    item = next(i for i in await office.items(id_) if i["jenis"] == "skck")
    for version, content in zip(item["versi"], (b"%PDF-satu", b"%PDF-dua"), strict=True):
        answer = await api("GET", f"/dokumen-syarat/{version['id']}", "verifikator")
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["cache-control"] == "no-store"


async def test_an_upload_that_is_repeated_is_one_version(api, office):
    id_ = await office.grant(LEFT, "anggrek")
    options = {
        "peserta": LEFT, "content": b"%PDF-1", "params": {"posisi": "calon", "jenis": "skck"},
        "headers": {"content-type": "application/octet-stream"}, "key": "sama",
    }  # fmt: skip
    first = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    again = await api("POST", f"/nominasi/{id_}/dokumen", "lo", **options)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"


READERS = [
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
]


async def test_classes_and_recorded_readings(api, office, database):
    id_ = await office.grant(LEFT, "anggrek")
    files = {
        jenis: (await office.upload(id_, LEFT, "calon", jenis)).json()["id"]
        for jenis in {row[1] for row in READERS}
    }
    for role, jenis, status in READERS:
        options = {"peserta": LEFT} if role == "lo" else {}
        answer = await api("GET", f"/dokumen-syarat/{files[jenis]}", role, **options)
        assert answer.status_code == status, (role, jenis, answer.text)
        found = await read_by(database, f"dokumen-syarat/{files[jenis]}")
        assert (f"{role}@19" in found) == (status == 200)


async def read_by(database, objek):
    """Who read an object, as the audit has it."""
    statement = "select sub from audit where objek = %s and tindakan = 'pembacaan-berkas'"
    async with await psycopg.AsyncConnection.connect(database.owner) as connection:
        rows = await connection.execute(statement, [objek])
        return [r[0] for r in await rows.fetchall()]


async def test_nik_is_sealed_and_shown_by_its_last_four(office, database):
    id_ = await office.registered(LEFT, "anggrek")
    dossier = await office.dossier(id_)
    people = {c["posisi"]: c for c in dossier.json()["calon"]}
    assert people["calon"]["nik_akhir"] == "0010"
    assert "1906011505900010" not in dossier.text
    assert "1980-05-15" not in dossier.text
    dumped = []
    async with await psycopg.AsyncConnection.connect(database.owner) as connection:
        for table in ("calon", "audit", "outbox", "idempotensi", "riwayat"):
            rows = await connection.execute(f"select t::text from {table} t")
            dumped += [r[0] for r in await rows.fetchall()]
    assert dumped
    assert "190601150590" not in "\n".join(dumped)
