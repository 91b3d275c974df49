"""A lost PIN: replaced at the desk, for whom the officer recognized, and shown to nobody else."""

import re

import pytest

from devstack.secret_file import rotate
from election_common import keyring_file
from election_common.keyring import Keyring, Purpose

OLD, NEW, WRONG = {"pin": "271104"}, {"pin": "090219"}, {"pin": "000000"}
DIKENALI = {"keterangan": "membawa KTP dan surat pengantar"}
TIM = {"unit": "wbs"}


@pytest.fixture
def show(api):
    """Show a PIN; what is said of it."""

    async def enter(tiket, pin):
        answer = await api("POST", f"/lacak/{tiket['lacak']}/rincian", json=pin)
        return answer.json().get("code", answer.status_code)

    return enter


@pytest.fixture
def replace(api):
    """Replace the PIN of a ticket as it is now; says what became of it."""

    async def act(tiket, role="helpdesk", **options):
        answer = await api.act(tiket["id"], "penggantian-pin", role, **DIKENALI, **options)
        return answer.json().get("code", answer.status_code)

    return act


async def test_the_reporter_chooses_a_new_one_and_the_old_opens_nothing(api, replace, show, owner):
    tiket = await api.file("pengaduan-layanan")
    assert await replace(tiket, **NEW) == 200
    assert [await show(tiket, pin) for pin in (OLD, NEW)] == ["pin-salah", 200]
    assert await owner("select templat from pesan") == []


async def test_who_can_be_told_is_sent_one_that_the_officer_does_not_see(api, phone, show):
    tiket = await api.file("pengaduan-layanan", dikabari=True)
    answer = await api.act(tiket["id"], "penggantian-pin", "helpdesk", **DIKENALI)
    await phone.work()
    nomor, lacak, pin = (await phone.received())[-1]["parameter"]
    assert (nomor, lacak) == (tiket["nomor"], tiket["lacak"])
    assert re.fullmatch(r"\d{6}", pin)
    assert pin not in answer.text
    assert [await show(tiket, p) for p in (OLD, {"pin": pin})] == ["pin-salah", 200]


async def test_who_can_be_told_is_told_of_one_that_somebody_chose(api, replace, owner):
    tiket = await api.file("pengaduan-layanan", dikabari=True)
    assert await replace(tiket, **NEW) == 200
    told = (await owner("select templat, pin, parameter from pesan order by id"))[-1]
    assert dict(told) == {
        "templat": "pin_diganti", "pin": None,
        "parameter": {"nomor": tiket["nomor"], "lacak": tiket["lacak"]},
    }  # fmt: skip


async def test_who_cannot_be_told_must_choose(api, replace, show):
    tiket = await api.file("pengaduan-layanan")
    assert await replace(tiket) == "pin-harus-dipilih"
    assert await show(tiket, OLD) == 200


async def test_it_opens_a_ticket_that_is_closed_to_pins(api, replace, show, owner):
    tiket = await api.file("pengaduan-layanan")
    closed = [await show(tiket, WRONG) for _ in range(6)]
    assert closed[-1] == "pin-terkunci"
    assert await replace(tiket, **NEW) == 200
    (row,) = await owner("select pin_salah, pin_terkunci_sampai from tiket")
    assert (row["pin_salah"], row["pin_terkunci_sampai"]) == (0, None)
    assert await show(tiket, NEW) == 200


async def test_it_replaces_one_that_has_lapsed_and_one_that_never_was(
    api, ring, turn, replace, show
):
    turn(Keyring.load(ring))
    lapsed, never = [await api.file("pengaduan-layanan", pin=pin) for pin in (OLD["pin"], None)]
    rotate(ring, Purpose.PIN)
    keyring_file.main(["retire", str(ring), "pin", "k1"])
    turn(Keyring.load(ring))
    assert [await show(t, OLD) for t in (lapsed, never)] == ["pin-hangus", "pin-salah"]
    assert [await replace(t, **NEW) for t in (lapsed, never)] == [200, 200]
    assert [await show(t, NEW) for t in (lapsed, never)] == [200, 200]


async def test_a_closed_ticket_is_still_read_by_its_reporter(api, replace, show):
    tiket = await api.file("pengaduan-layanan")
    await api.act_own(tiket, "pencabutan")
    assert await api.status(tiket["id"]) == "dicabut"
    assert await replace(tiket, **NEW) == 200
    assert (await api.status(tiket["id"]), await show(tiket, NEW)) == ("dicabut", 200)


@pytest.mark.parametrize(
    ("jenis", "role", "di", "said"),
    [
        ("pengaduan-layanan", "helpdesk", "1906", 200),
        ("pengaduan-layanan", "ketua", "19", 200),
        ("pengaduan-layanan", "helpdesk", "1971", "tidak-ditemukan"),
        ("pengaduan-layanan", "bawaslu", "19", "peran-tidak-berwenang"),
        ("pengaduan-layanan", "publik", "1906", "peran-tidak-berwenang"),
        ("pengaduan-layanan", "wbs_tim", "19", "tidak-ditemukan"),
        ("wbs", "wbs_tim", "19", 200),
        ("wbs", "helpdesk", "19", "tidak-ditemukan"),
        ("wbs", "kpu_provinsi", "19", "tidak-ditemukan"),
    ],
)
async def test_who_may_and_where(api, replace, show, jenis, role, di, said):
    tiket = await api.file(jenis)
    options = {"claims": TIM} if role == "wbs_tim" or jenis == "wbs" else {}
    assert await replace(tiket, role, di=di, **NEW, **options) == said
    assert await show(tiket, NEW) == (200 if said == 200 else "pin-salah")


@pytest.mark.parametrize(("seen", "status"), [({"if-match": '"7"'}, 412), ({}, 428)])
async def test_it_is_a_decision_about_a_version(api, show, seen, status):
    tiket = await api.file("pengaduan-layanan")
    where = f"/tiket/{tiket['id']}/penggantian-pin"
    answer = await api("POST", where, "helpdesk", json=DIKENALI | NEW, headers=seen)
    assert answer.status_code == status
    assert await show(tiket, OLD) == 200


async def test_asked_twice_it_is_done_once_and_no_answer_holds_a_pin(api, phone, owner):
    tiket = await api.file("pengaduan-layanan", dikabari=True)
    where, seen = f"/tiket/{tiket['id']}/penggantian-pin", {"if-match": '"1"'}
    answers = [
        await api("POST", where, "helpdesk", json=body, headers=seen, key="sekali")
        for body in (DIKENALI, DIKENALI, DIKENALI | NEW)
    ]
    assert [a.status_code for a in answers] == [200, 200, 422]
    assert answers[1].headers["idempotency-replayed"] == "true"
    assert answers[0].json() == answers[1].json() == tiket
    await phone.work()
    sent = [m["parameter"] for m in await phone.received() if m["templat"] == "pin_diganti_pin"]
    assert len(sent) == 1
    kept = repr(await owner("select isi from idempotensi"))
    assert "KTP" not in kept
    assert sent[0][2] not in kept


async def test_history_and_audit_say_who_did_it_and_the_reporter_reads_why(api, replace, owner):
    tiket = await api.file("wbs")
    await replace(tiket, "wbs_tim", claims=TIM, **NEW)
    (row,) = await owner("select * from riwayat where tindakan = 'penggantian-pin'")
    assert (row["oleh"], row["dari"], row["ke"]) == ("wbs_tim@19@wbs", "terdaftar", "terdaftar")
    (act,) = await owner("select * from audit where tindakan = 'penggantian-pin'")
    assert (act["sub"], act["objek"]) == ("wbs_tim@19@wbs", f"tiket/{tiket['id']}")
    assert row["rincian"] == act["rincian"] == {"cara": "dipilih"}
    assert b"KTP" not in bytes(row["keterangan"])
    answer = await api("POST", f"/lacak/{tiket['lacak']}/rincian", json=NEW)
    assert [t["isi"] for t in answer.json()["tulisan"]] == [DIKENALI["keterangan"]]


async def test_it_is_among_the_acts_of_a_ticket(api):
    tiket = await api.file("pengaduan-layanan")
    for role, code in (("helpdesk", None), ("bawaslu", "peran-tidak-berwenang")):
        acts = (await api("GET", f"/tiket/{tiket['id']}/aksi", role)).json()
        (act,) = [a for a in acts if a["tindakan"] == "penggantian-pin"]
        assert (act["alasan"] and act["alasan"]["code"]) == code
