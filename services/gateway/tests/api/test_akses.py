"""Grants over HTTP: to another, in one's region, by a letter, and back."""

import pytest

UNTIL_JULY = {"dari": "2024-05-01T00:00:00Z", "sampai": "2024-07-01T00:00:00Z"}


async def whoami(api, *roles, wilayah):
    return await api.client.get(
        "/v1/saya", headers={"authorization": f"Bearer {api.issuer.token(*roles, wilayah=wilayah)}"}
    )


@pytest.fixture
def at_once(api):
    """No look-up serves twice, as in a process that has not seen the caller."""
    api.app.state.akses._keep_seconds = 0


async def test_a_grant_is_felt_and_its_revocation_too(api, give, take_back, at_once, rows):
    assert (await whoami(api, "ppk", wilayah="190601")).status_code == 403
    answer = await give("ppk@190601", "ppk", "190601")
    assert answer.status_code == 201, answer.text
    (granted,) = answer.json()["akses"]
    assert (granted["status"], granted["pemberi"]) == ("aktif", "admin@0")
    assert (await whoami(api, "ppk", wilayah="190601")).json()["peran"] == ["ppk"]
    answer = await take_back(granted["id"])
    assert (answer.json()["status"], answer.json()["pencabut"]) == ("dicabut", "admin@0")
    answer = await whoami(api, "ppk", wilayah="190601")
    assert (answer.status_code, answer.json()["code"]) == (403, "akses-tidak-berlaku")
    assert [row[0] for row in rows("select subject from outbox order by id")] == [
        "gateway.akses.diberikan.v1",
        "gateway.akses.dicabut.v1",
    ]
    assert [row[0] for row in rows("select tindakan from audit order by id")] == [
        "penolakan",
        "pemberian-akses",
        "pencabutan-akses",
        "penolakan",
    ]


@pytest.mark.parametrize(
    ("granted", "claimed", "roles"),
    [
        ("19", "1906", ["ppk"]),
        ("0", "1906", ["ppk"]),
        ("1906", "1906", ["ppk"]),
        ("1906", "19", None),  # the region was changed, the token is from before
        ("1907", "1906", None),
    ],
)
async def test_a_token_reaches_as_far_as_the_grant(api, grants, granted, claimed, roles):
    grants.give(f"ppk@{claimed}", "ppk", wilayah=granted)
    answer = await whoami(api, "ppk", wilayah=claimed)
    assert answer.json().get("peran") == roles
    assert answer.status_code == (200 if roles else 403)


async def test_of_two_roles_one_is_borne_out(api, grants):
    grants.give("ppk+ketua@1906", "ppk", wilayah="1906")
    assert (await whoami(api, "ppk", "ketua", wilayah="1906")).json()["peran"] == ["ppk"]


async def test_a_grant_adds_nothing_to_a_token(api, grants):
    grants.give("ppk@1906", "ppk", "ketua", wilayah="1906")
    assert (await whoami(api, "ppk", wilayah="1906")).json()["peran"] == ["ppk"]


async def test_a_citizen_needs_no_grant(api):
    assert (await whoami(api, "publik", wilayah="19")).json()["peran"] == ["publik"]


async def test_nobody_grants_himself(give, rows):
    answer = await give("admin@0", "kpu_ri", "0")
    assert (answer.status_code, answer.json()["code"]) == (403, "pemberian-kepada-diri-sendiri")
    assert rows("select * from pemberian") == []


@pytest.mark.parametrize(
    ("oleh", "di", "peran", "wilayah", "code"),
    [
        ("kpu_kabko", "1906", "ppk", "190601", None),
        ("kpu_kabko", "1906", "ppk", "190701", "wilayah-di-luar-kewenangan"),
        ("kpu_kabko", "1906", "ppk", "19", "wilayah-di-luar-kewenangan"),
        ("kpu_kabko", "1906", "kpu_kabko", "1906", "bukan-pemberi-peran"),
        ("pps", "1906012001", "pantarlih", "1906012001001", None),
        ("pps", "1906012001", "ppk", "190601", "bukan-pemberi-peran"),
        ("admin", "19", "ketua", "1906", None),
        ("admin", "19", "admin", "0", "wilayah-di-luar-kewenangan"),
        ("ppk", "190601", "pps", "1906012001", "peran-tidak-berwenang"),
        ("admin", "0", "publik", "19", "peran-tanpa-pemberian"),
    ],
)
async def test_who_gives_what_where(give, oleh, di, peran, wilayah, code):
    answer = await give("seseorang", peran, wilayah, oleh=oleh, di=di)
    assert answer.json().get("code") == code
    assert (answer.status_code == 201) == (code is None)


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ({"peran": "lo", "peserta": "paslon-a"}, None),
        ({"peran": "lo"}, "peserta-tidak-sesuai"),
        ({"peran": "ketua", "peserta": "paslon-a"}, "peserta-tidak-sesuai"),
        ({"peran": "wbs_tim", "unit": "wbs"}, None),
        ({"peran": "wbs_tim"}, "peserta-tidak-sesuai"),
        ({"peran": "ketua", **UNTIL_JULY}, None),
        ({"dari": "2024-05-02T00:00:00Z", "sampai": "2024-05-01T00:00:00Z"},
         "waktu-akses-tidak-sah"),
        ({"sifat": "plh"}, "mandat-tidak-sesuai"),
        ({"untuk": "0192f0c0-0000-7000-8000-000000000001"}, "tidak-ditemukan"),
    ],
)  # fmt: skip
async def test_what_a_line_must_say(give, rest, code):
    peran = rest.pop("peran", "ketua")
    answer = await give("seseorang", peran, "1906", **rest)
    assert answer.json().get("code") == code, answer.text


@pytest.mark.parametrize(
    ("sampai", "code"),
    [("2024-07-01T00:00:00Z", None), ("2024-07-02T00:00:00Z", "waktu-akses-tidak-sah"),
     (None, "waktu-akses-tidak-sah")],
)  # fmt: skip
async def test_a_grant_does_not_outlive_its_letter(give, sampai, code):
    surat = {"nomor": "SK/1", "tanggal": "2024-05-01", "berakhir": "2024-07-01T00:00:00Z"}
    rest = {"dari": "2024-05-01T00:00:00Z", "sampai": sampai}
    answer = await give("seseorang", "ketua", "1906", surat=surat, **rest)
    assert answer.json().get("code") == code, answer.text


async def test_a_letter_gives_all_or_nothing(api, rows):
    butir = [
        {"subjek": "a", "peran": "ppk", "wilayah": "190601"},
        {"subjek": "b", "peran": "ppk", "wilayah": "190701"},
    ]
    body = {"surat": {"nomor": "SK/1", "tanggal": "2024-05-01"}, "butir": butir}
    answer = await api("POST", "/akses", "kpu_kabko", wilayah="1906", json=body)
    assert answer.status_code == 403
    assert answer.json()["galat"] == [{"di": "body/butir/1", "sebab": "wilayah-di-luar-kewenangan"}]
    assert rows("select * from pemberian") == rows("select * from outbox") == []


async def test_a_letter_gives_as_much_as_it_may_hold(api, rows):
    butir = [{"subjek": f"ppk-{n}", "peran": "ppk", "wilayah": "190601"} for n in range(200)]
    body = {"surat": {"nomor": "SK/1", "tanggal": "2024-05-01"}, "butir": butir}
    answer = await api("POST", "/akses", "kpu_kabko", wilayah="1906", json=body)
    given = [a["subjek"] for a in answer.json()["akses"]]
    assert (answer.status_code, given) == (201, [b["subjek"] for b in butir])
    kept = rows("select (select count(*) from pemberian), (select count(*) from outbox),"
                " (select count(*) from akses where peran = 'ppk'),"
                " (select count(*) from audit where tindakan = 'pemberian-akses')")  # fmt: skip
    assert kept == [(200, 200, 200, 200)]


async def test_a_grant_waits_for_its_time_and_ends_by_itself(api, give, later, at_once):
    await give("ppk@190601", "ppk", "190601", dari=later(hours=1))
    assert (await whoami(api, "ppk", wilayah="190601")).status_code == 403
    await give("ppk@190601", "ppk", "190601", dari=later(hours=-2), sampai=later(hours=-1))
    assert (await whoami(api, "ppk", wilayah="190601")).status_code == 403
    await give("ppk@190601", "ppk", "190601", dari=later(hours=-2), sampai=later(hours=1))
    assert (await whoami(api, "ppk", wilayah="190601")).status_code == 200


async def test_a_decision_is_about_the_version_seen(give, take_back):
    id_ = (await give("seseorang", "ppk", "190601")).json()["akses"][0]["id"]
    assert (await take_back(id_, versi='"9"')).status_code == 412
    assert (await take_back(id_)).status_code == 200
    answer = await take_back(id_, versi='"2"')
    assert (answer.status_code, answer.json()["code"]) == (409, "tahap-tidak-mengizinkan")


@pytest.mark.parametrize(
    ("oleh", "di", "status"),
    [("kpu_kabko", "1906", 200), ("kpu_kabko", "1907", 404), ("admin", "19", 200),
     ("bawaslu", "19", 403), ("pps", "190601", 403)],
)  # fmt: skip
async def test_who_takes_back(give, take_back, oleh, di, status):
    id_ = (await give("seseorang", "ppk", "190601")).json()["akses"][0]["id"]
    assert (await take_back(id_, oleh=oleh, di=di)).status_code == status


async def test_reading_is_for_givers_and_supervisors_of_the_region(api, give):
    for kab in ("1906", "1907"):
        await give("seseorang", "ketua", kab)
    path, seen = "/akses?status=aktif&subjek=seseorang", {}
    for role, di in (("admin", "0"), ("bawaslu", "1906"), ("kpu_kabko", "1907"), ("ppk", "190601")):
        answer = await api("GET", path, role, wilayah=di)
        seen[role] = [row["wilayah"] for row in answer.json().get("data", [])]
    assert seen == {"admin": ["1906", "1907"], "bawaslu": ["1906"], "kpu_kabko": ["1907"],
                    "ppk": []}  # fmt: skip


async def test_grants_come_in_pages_in_the_order_of_giving(api, give):
    for kab in ("1907", "1906", "1903"):
        await give("seseorang", "ketua", kab)
    seen, path = [], "/akses?peran=ketua&limit=1&hitung=ya"
    cursor = ""
    while cursor is not None:
        page = (await api("GET", path + cursor, "admin", wilayah="0")).json()
        seen += [(row["wilayah"], page["jumlah"]) for row in page["data"]]
        cursor = page["berikut"] and f"&cursor={page['berikut']}"
    assert seen == [("1907", 3), ("1906", 3), ("1903", 3)]


async def test_a_grant_is_not_sent_twice_to_whoever_has_it(api, give, take_back):
    id_ = (await give("seseorang", "ppk", "190601")).json()["akses"][0]["id"]
    first = await api("GET", f"/akses/{id_}", "admin", wilayah="0")
    known = {"if-none-match": first.headers["etag"]}
    again = await api("GET", f"/akses/{id_}", "admin", wilayah="0", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert "Authorization" in again.headers["vary"]
    await take_back(id_, versi=first.headers["etag"])
    changed = await api("GET", f"/akses/{id_}", "admin", wilayah="0", headers=known)
    assert (changed.status_code, changed.json()["status"]) == (200, "dicabut")


async def test_what_can_be_done_with_a_grant(api, give, take_back):
    id_ = (await give("seseorang", "ppk", "190601")).json()["akses"][0]["id"]
    codes = []
    for role in ("admin", "pps"):
        (act,) = (await api("GET", f"/akses/{id_}/aksi", role, wilayah="190601")).json()
        codes.append(act["alasan"] and act["alasan"]["code"])
    await take_back(id_)
    (act,) = (await api("GET", f"/akses/{id_}/aksi", "admin", wilayah="190601")).json()
    assert [*codes, act["alasan"]["code"]] == [
        None,
        "bukan-pemberi-peran",
        "tahap-tidak-mengizinkan",
    ]
