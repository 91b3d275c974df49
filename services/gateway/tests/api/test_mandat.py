"""Plh and Plt: who acts in another's office, by which letter, and until when."""

import pytest


@pytest.fixture
async def ketua(give):
    """The chair of a kabupaten, who holds the office until the end of next year."""
    answer = await give("ketua-1906", "ketua", "1906", sampai="2099-01-01T00:00:00Z")
    return answer.json()["akses"][0]["id"]


@pytest.fixture
def mandate(give, ketua, later):
    """Let somebody act for the chair."""

    async def send(subjek="sekretaris-1906", **changes):
        mandat = {"sifat": "plh", "untuk": ketua, "sampai": later(days=7)} | changes
        peran = mandat.pop("peran", "ketua")
        return await give(subjek, peran, mandat.pop("wilayah", "1906"), **mandat)

    return send


async def test_whoever_acts_for_another_is_named_with_the_letter(api, mandate, rows):
    api.app.state.akses._keep_seconds = 0
    assert (await mandate("admin@1906")).status_code == 201
    token = api.issuer.token("ketua", wilayah="1906", sub="admin@1906")
    answer = await api.client.get("/v1/saya", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["mandat"] == ["plh ketua, SIMULASI/SK/1/2024"]
    api.grants.give("admin@1906", "admin", wilayah="1906")
    token = api.issuer.token("ketua", "admin", wilayah="1906", sub="admin@1906")
    body = {
        "surat": {"nomor": "SK/9", "tanggal": "2024-05-01"},
        "butir": [{"subjek": "ppk-190601", "peran": "ppk", "wilayah": "190601"}],
    }
    headers = {"authorization": f"Bearer {token}", "idempotency-key": "1"}
    answer = await api.client.post("/v1/akses", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    (rincian,) = rows("select rincian from audit order by id desc limit 1")[0]
    assert rincian["mandat"] == ["plh ketua, SIMULASI/SK/1/2024"]


@pytest.mark.parametrize(
    ("changes", "sebab"),
    [
        ({}, None),
        ({"sampai": None}, "sampai"),
        ({"sampai": "2100-01-01T00:00:00Z"}, "sampai"),
        ({"dari": "2024-01-01T00:00:00Z"}, "dari"),
        ({"sifat": "plt"}, "pemegang"),
        ({"sifat": "plt", "dari": "2099-01-01T00:00:00Z", "sampai": "2100-01-01T00:00:00Z"}, None),
        ({"sifat": "plt", "sampai": None}, "sampai"),
        ({"sifat": "definitif"}, "untuk"),
        ({"untuk": None}, "untuk"),
        ({"peran": "anggota"}, "jabatan"),
        ({"wilayah": "190601"}, "jabatan"),
        ({"subjek": "ketua-1906"}, "subjek"),
    ],
)
async def test_a_mandate_is_of_the_office_as_it_is_held(mandate, changes, sebab):
    answer = await mandate(**changes)
    if sebab is None:
        assert answer.status_code == 201, answer.text
    else:
        assert answer.json()["code"] == "mandat-tidak-sesuai"
        assert answer.json()["detail"].endswith(f"Periksa: {sebab}.")


async def test_of_a_mandate_there_is_no_mandate(mandate):
    first = (await mandate()).json()["akses"][0]["id"]
    assert (await mandate("orang-ketiga", untuk=first)).json()["code"] == "mandat-tidak-sesuai"


async def test_a_plh_falls_with_its_holder_and_a_plt_follows(mandate, ketua, take_back, rows):
    await mandate("plh-1906")
    assert (await take_back(ketua)).status_code == 200
    assert (await mandate("plt-1906", sifat="plt")).status_code == 201
    query = "select subjek, status from pemberian where untuk is not null order by subjek"
    assert rows(query) == [("plh-1906", "dicabut"), ("plt-1906", "aktif")]
    assert rows("select subjek from akses where sifat <> 'definitif'") == [("plt-1906",)]
    answer = await mandate("plh-lain")
    assert answer.json()["detail"].endswith("Periksa: status.")


async def test_no_plt_where_somebody_else_holds_the_office(mandate, ketua, give, take_back):
    second = (await give("ketua-baru", "ketua", "1906")).json()["akses"][0]["id"]
    await give("ketua-1971", "ketua", "1971")
    assert (await take_back(ketua)).status_code == 200
    answer = await mandate("plt-1906", sifat="plt")
    assert answer.json()["code"] == "jabatan-masih-dipegang"
    assert (await take_back(second)).status_code == 200
    assert (await mandate("plt-1906", sifat="plt")).status_code == 201
