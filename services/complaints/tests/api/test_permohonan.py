"""Requests for information: one extension, an objection in its thirty working days, a late end."""

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


@pytest.mark.parametrize(
    ("moment", "code"),
    [("2026-12-08T23:59:59", None), ("2026-12-09T00:00:00", "perpanjangan-lewat-waktu")],
)
async def test_what_is_late_already_is_not_extended(api, pemilihan, refused, clock, moment, code):
    """The clock may not have looked yet: an extension would undo that nobody answered in time."""
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await api.act(id_, "pemrosesan", "ppid")
    await clock(moment)
    assert await refused(id_, "perpanjangan", alasan="arsip") == code


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


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-11-24T10:00:00", "hak-pelapor-berjalan"),
        (f"{LAST_DAY}T23:59:59", "hak-pelapor-berjalan"),
        ("2027-01-12T00:00:00", None),
    ],
)
async def test_no_request_is_closed_while_its_reporter_may_object(
    answered, refused, clock, moment, code
):
    await clock(moment)
    assert await refused(answered, "penutupan") == code


@pytest.mark.parametrize(
    ("moment", "code"),
    [("2026-12-14T23:59:59", "hak-pelapor-berjalan"), ("2026-12-15T00:00:00", None)],
)
async def test_nor_while_he_may_go_to_the_commission(api, answered, refused, clock, moment, code):
    """Fourteen working days from the superior's answer of the 24th of November."""
    await api.act(answered, "keberatan", "ppid", alasan_keberatan="a")
    letter = {"nomor_surat": "1", "tanggal_surat": "2026-11-24"}
    await api.act(answered, "tanggapan-atasan", "sekretaris", keterangan="tetap", **letter)
    await clock(moment)
    assert await refused(answered, "penutupan") == code
