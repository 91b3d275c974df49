"""Six machines: what each holds is lawful for whom it names, and every other pair is refused."""

from itertools import product

import pytest

from complaints.domain.aturan import Tahap
from complaints.domain.mesin import (
    BERJALAN,
    LEWAT,
    MENURUT_KEPARAHAN,
    MESIN,
    MILIK_PELAPOR,
    berjalan,
    menjawab,
    menunggu_pelapor,
)
from complaints.domain.status import PELAPOR, SISTEM, Aksi, Status, require_lawful
from complaints.domain.tiket import Jenis
from complaints.domain.tiket_teknis import Keparahan
from complaints.domain.tindakan import PEMBACA, SEMUA, tindakan
from election_common.errors import Refusal

PAIRS = [(j, s, a) for j in Jenis for s, a in product(Status, Aksi)]
LAWFUL = {(j, r.dari, r.tindakan): r for j, m in MESIN.items() for r in m}
FINAL = {
    Status.SELESAI, Status.DITUTUP_OTOMATIS, Status.DICABUT, Status.GUGUR, Status.DITERUSKAN,
}  # fmt: skip


@pytest.mark.parametrize("jenis", Jenis)
def test_every_pair_is_in_the_table_or_refused(jenis):
    everybody = frozenset(n for r in MESIN[jenis] for n in r.pelaku.split(", "))
    for j, status, aksi in PAIRS:
        if j is not jenis:
            continue
        row = LAWFUL.get((j, status, aksi))
        if row is None:
            with pytest.raises(Refusal, match="tahap-tidak-mengizinkan"):
                require_lawful(MESIN[j], status, aksi, everybody)
        else:
            assert (
                require_lawful(MESIN[j], status, aksi, frozenset(row.pelaku.split(", "))) == row.ke
            )


@pytest.mark.parametrize("key", LAWFUL, ids=str)
def test_a_step_is_only_for_whom_its_row_names(key):
    jenis, status, aksi = key
    named = set(LAWFUL[key].pelaku.split(", "))
    roles = {n for r in LAWFUL.values() for n in r.pelaku.split(", ")}
    with pytest.raises(Refusal, match="peran-tidak-berwenang"):
        require_lawful(MESIN[jenis], status, aksi, frozenset(roles - named))


@pytest.mark.parametrize("jenis", Jenis)
def test_every_state_is_reached_and_left(jenis):
    reached = {Status.TERDAFTAR}
    while True:
        more = {r.ke for r in MESIN[jenis] if r.dari in reached} - reached
        if not more:
            break
        reached |= more
    assert {r.dari for r in MESIN[jenis]} <= reached
    ends = reached - {r.dari for r in MESIN[jenis]}
    assert ends <= FINAL | {Status.DITOLAK}
    assert ends


def test_sealed_reports_are_nobody_elses():
    rows = [r for (j, _, _), r in LAWFUL.items() if j is Jenis.WBS]
    assert {n for r in rows for n in r.pelaku.split(", ")} == {"wbs_tim", PELAPOR}
    assert PEMBACA[Jenis.WBS] == {"wbs_tim"}
    assert not any(jenis is Jenis.WBS for jenis, _ in BERJALAN)


def test_violations_are_referred_and_never_judged():
    moves = {r.tindakan for (j, _, _), r in LAWFUL.items() if j is Jenis.DUGAAN_PELANGGARAN}
    assert moves == {Aksi.PENERUSAN, Aksi.PENCABUTAN}


def test_what_the_clock_does_is_lawful_in_every_state_of_its_term():
    for (jenis, tahap), aksi in LEWAT.items():
        for status in BERJALAN[jenis, tahap]:
            if status is Status.PERLU_PERBAIKAN and tahap is Tahap.JAWABAN:
                continue  # it stands still there
            row = LAWFUL[jenis, status, aksi]
            assert SISTEM in row.pelaku.split(", "), (jenis, tahap, status)


def test_terms_of_a_technical_ticket_follow_its_severity():
    assert berjalan(Jenis.TIKET_TEKNIS, Status.TERDAFTAR, Keparahan.S1) == {Tahap.RESPONS_S1}
    assert berjalan(Jenis.TIKET_TEKNIS, Status.DIPROSES, Keparahan.S3) == {Tahap.PEMULIHAN_S3}
    assert set(MENURUT_KEPARAHAN.values()) == set(Keparahan)


def test_acts_are_printed_once_with_roles_of_the_machine():
    names = [a.nama for a in SEMUA]
    assert len(names) == len(set(names))
    assert tindakan(Jenis.PERMOHONAN_INFORMASI, Aksi.PEMBERIAN).peran == {"ppid"}


@pytest.mark.parametrize("status", Status)
def test_clocks_stand_still_only_while_the_reporter_completes(status):
    assert menunggu_pelapor(status) is (status.value == "perlu-perbaikan")


@pytest.mark.parametrize(
    ("jenis", "keparahan", "tahap"),
    [
        (Jenis.PERMOHONAN_INFORMASI, None, Tahap.JAWABAN),
        (Jenis.PENGADUAN_LAYANAN, None, Tahap.PENYELESAIAN),
        (Jenis.WBS, None, None),
        (Jenis.TANGGAPAN_MASYARAKAT, None, None),
        (Jenis.DUGAAN_PELANGGARAN, None, Tahap.PENERUSAN),
        (Jenis.TIKET_TEKNIS, Keparahan.S1, None),
        (Jenis.TIKET_TEKNIS, Keparahan.S2, Tahap.PEMULIHAN_S2),
        (Jenis.TIKET_TEKNIS, Keparahan.S4, Tahap.PEMULIHAN_S4),
    ],
)
def test_the_term_by_which_a_reporter_is_answered(jenis, keparahan, tahap):
    assert menjawab(jenis, keparahan) is tahap
    assert tahap not in MILIK_PELAPOR
