"""Requests for information: one extension, and an objection within its thirty working days."""

import pytest

#: Thirty working days from an answer of the 24th of November: neither Christmas with its joint
#: leave counts, nor New Year, nor Isra Mikraj.
LAST_DAY = "2027-01-11"


@pytest.fixture
def refused(api):
    """Why an act would be refused, as the list of acts says it; checked to be what is answered."""

    async def one(id_, act, role="ppid", **body):
        listed = (await api("GET", f"/tiket/{id_}/aksi", role)).json()
        (said,) = [a["alasan"] for a in listed if a["tindakan"].startswith(f"{act} ")]
        answer = (await api.act(id_, act, role, **body)).json()
        assert (said and said["code"]) == answer.get("code")
        return answer.get("code")

    return one


async def test_an_answer_is_extended_once(api, refused):
    id_ = (await api.file("permohonan-informasi"))["id"]
    await api.act(id_, "pemrosesan", "ppid")
    assert await refused(id_, "perpanjangan", alasan="arsip") is None
    await api.act(id_, "permintaan-perbaikan", "ppid", keterangan="akta")
    await api.act(id_, "kelengkapan", "ppid", keterangan="akta diterima")
    await api.act(id_, "pemrosesan", "ppid")
    assert await refused(id_, "perpanjangan", alasan="arsip") == "perpanjangan-hanya-sekali"
    (term,) = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
    assert (term["jumlah"], await api.status(id_, "ppid")) == (17, "diproses")


@pytest.fixture
async def answered(api, pemilihan):
    """A request of the sandbox election, answered on the day of its legal time."""
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await api.act(id_, "pemrosesan", "ppid")
    await api.act(id_, "penolakan", "ppid", alasan="rahasia", pengecualian="17a")
    return id_


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (f"{LAST_DAY}T23:59:59", None),
        ("2027-01-12T00:00:00", "keberatan-lewat-waktu"),
        ("2027-06-01T09:00:00", "keberatan-lewat-waktu"),
    ],
)
@pytest.mark.parametrize("watched", [True, False])
async def test_an_objection_is_taken_until_its_last_day(
    api, answered, refused, clock, phone, moment, code, watched
):
    await clock(moment)
    if watched:
        await phone.jobs.watch_clock()
    assert await refused(answered, "keberatan", alasan_keberatan="a") == code


@pytest.mark.parametrize(
    ("alasan", "code"),
    [("b", None), *((huruf, "keberatan-belum-beralasan") for huruf in "acdefg")],
)
@pytest.mark.parametrize("status", ["terdaftar", "diproses"])
async def test_what_has_not_happened_is_no_ground_of_an_objection(
    api, pemilihan, status, alasan, code
):
    id_ = (await api.file("permohonan-informasi", "publik", pemilihan=pemilihan))["id"]
    if status == "diproses":
        await api.act(id_, "pemrosesan", "ppid")
    answer = await api.act(id_, "keberatan", "publik", alasan_keberatan=alasan)
    assert answer.json().get("code") == code


async def test_that_nobody_objected_is_no_lapse_of_the_office(api, answered, clock, phone, owner):
    await clock("2027-06-01T09:00:00")
    await phone.jobs.watch_clock()
    (row,) = await owner("select eskalasi, status from tiket")
    assert (row["eskalasi"], row["status"]) == (0, "ditolak")
    (term,) = await owner("select lewat_pada from tenggat where tahap = 'pengajuan-keberatan'")
    assert term["lewat_pada"]
