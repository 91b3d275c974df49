"""The schedule: which rows are usable, what they open, where a stage stands."""

from datetime import UTC, datetime

import pytest

from election_common.errors import Refusal
from election_common.tindakan import Jendela
from publication.domain.tahapan import Keadaan, Tahapan, jendela, keadaan, require_consistent

START, END = datetime(2024, 11, 27, tzinfo=UTC), datetime(2024, 11, 30, tzinfo=UTC)
RELATIVE = {"mulai": None, "selesai": None, "relative_to": "BRPK"}


def stage(kode="S1", **changes):
    row = {"tindakan": ("hasil-tps",), "mulai": START, "selesai": END, "relative_to": None}
    rest = {"offset": None, "offset_kind": None, "set_by": "KPU", "dasar": "PKPU 2/2024"}
    said = {"layanan": "publication", "kegiatan": "penghitungan", "tanda": "S", "catatan": ""}
    return Tahapan(kode=kode, **(row | rest | said | changes))


@pytest.mark.parametrize(
    "tahapan",
    [
        [],
        [stage("S1"), stage("S2")],
        [stage(selesai=START)],
        [stage(**RELATIVE)],
        [stage(relative_to="BRPK")],
    ],
)
def test_a_usable_schedule_is_taken(tahapan):
    assert require_consistent(tahapan) is None


# The second row of a schedule, and what is wrong with it.
UNUSABLE = [
    (stage("S1"), "S1", "kode"),
    (stage("S2", selesai=None), "S2", "mulai, selesai"),
    (stage("S2", mulai=None), "S2", "mulai, selesai"),
    (stage("S2", mulai=None, relative_to="BRPK"), "S2", "mulai, selesai"),
    (stage("S2", mulai=None, selesai=None), "S2", "mulai, relative_to"),
    (stage("S2", mulai=END, selesai=START), "S2", "selesai < mulai"),
]


@pytest.mark.parametrize(("row", "kode", "sebab"), UNUSABLE)
def test_an_unusable_row_is_refused_by_its_code_and_fault(row, kode, sebab):
    with pytest.raises(Refusal, match="tahapan-tidak-sah") as refusal:
        require_consistent([stage("S1"), row])
    assert refusal.value.params == {"kode": kode, "sebab": sebab}


@pytest.mark.parametrize(
    ("row", "acts"),
    [
        (stage(), ["hasil-tps"]),
        (stage(tindakan=("hasil-tps", "kampanye")), ["hasil-tps", "kampanye"]),
        (stage(tindakan=("kampanye", "hasil-tps", "kampanye")), ["kampanye", "hasil-tps"]),
        (stage(tindakan=()), []),
        (stage(**RELATIVE), []),
    ],
)
def test_a_row_with_absolute_times_opens_one_window_for_each_of_its_acts(row, acts):
    assert jendela([row]) == [Jendela("S1", "penghitungan", act, START, END) for act in acts]


@pytest.mark.parametrize(
    ("mulai", "selesai", "pada", "stands"),
    [
        (None, None, START, Keadaan.MENUNGGU),
        (START, END, datetime(2024, 11, 26, tzinfo=UTC), Keadaan.AKAN_DATANG),
        (START, END, START, Keadaan.BERLANGSUNG),
        (START, END, datetime(2024, 11, 28, tzinfo=UTC), Keadaan.BERLANGSUNG),
        (START, END, END, Keadaan.BERLANGSUNG),
        (START, END, datetime(2024, 12, 1, tzinfo=UTC), Keadaan.SELESAI),
    ],
)
def test_where_a_stage_stands(mulai, selesai, pada, stands):
    assert keadaan(mulai, selesai, pada) is stands
