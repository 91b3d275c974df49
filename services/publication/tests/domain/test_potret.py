"""One picture of a region: every unit from its kecamatan up, whatever else was read."""

from datetime import date

import pytest

from election_common.provenance import Asal
from publication.domain.potret import Jumlah, Potret, Wilayah
from publication.domain.status import Status
from publication.domain.unit import Pengesahan

INDUK = {
    "19": None,
    "1903": "19", "1971": "19",
    "190301": "1903", "190302": "1903", "197101": "1971",
    "1903012001": "190301",
}  # fmt: skip
WILAYAH = {kode: Wilayah(kode, f"nama {kode}", "-", induk) for kode, induk in INDUK.items()}
PLENO = Pengesahan(
    Status.DISAHKAN, {"suara.1": 8}, Asal.OFFICIAL, "BA", date(2024, 12, 1), (), (), None, 1
)
JUMLAH = {
    "190301": Jumlah({"suara.1": 7, "jumlah_tps": 1}, Asal.OFFICIAL),
    "190302": Jumlah({"suara.1": 2, "jumlah_tps": 2}, Asal.PRESS),
}
POTRET = Potret(WILAYAH, {"190301": 3, "190302": 2}, JUMLAH, {"190301": PLENO})


def test_a_region_is_shown_down_to_its_kecamatan():
    assert set(POTRET.units()) == {"19", "1903", "1971", "190301", "190302", "197101"}


@pytest.mark.parametrize(
    ("kode", "anak", "votes", "asal", "progress"),
    [
        ("190301", [], 8, {"suara": Asal.OFFICIAL, "jumlah_tps": Asal.OFFICIAL}, (1, 3)),
        ("190302", [], 2, {"suara": Asal.PRESS, "jumlah_tps": Asal.PRESS}, (2, 2)),
        ("197101", [], None, {}, (0, 0)),
        ("1903", ["190301", "190302"], 10, {"suara": Asal.PRESS, "jumlah_tps": Asal.PRESS}, (3, 5)),
        ("1971", ["197101"], None, {}, (0, 0)),
        ("19", ["1903", "1971"], 10, {"suara": Asal.PRESS, "jumlah_tps": Asal.PRESS}, (3, 5)),
    ],
)
def test_each_unit_stands_on_what_its_children_pass_on(kode, anak, votes, asal, progress):
    unit = POTRET.units()[kode]
    assert (unit.nama, [a.kode for a in unit.anak]) == (f"nama {kode}", anak)
    assert (unit.angka.get("suara.1"), unit.asal) == (votes, asal)
    assert (unit.tps_masuk, unit.tps_total) == progress


def test_what_a_kecamatan_declared_stands_beside_what_was_computed():
    units = POTRET.units()
    assert (units["190301"].pengesahan, units["190301"].dihitung["suara.1"]) == (PLENO, 7)
    assert {k for k, u in units.items() if u.pengesahan} == {"190301"}
