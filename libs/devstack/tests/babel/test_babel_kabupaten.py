"""A kabupaten's papers, replayed as an office would, give exactly the final list of the target."""

import csv
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from devstack.babel.berkas import Ringkasan, tulis
from devstack.babel.catatan import Label
from devstack.babel.label import Kebenaran, read_labels
from devstack.babel.orang import age
from devstack.babel.sasaran import SasaranKabupaten, sasaran_provinsi, skala
from devstack.babel.tps import plan_tps

KASUS = [("1906", 1.0, 2024)] + [
    (kab, 0.01, seed) for kab in ("1902", "1906", "1971") for seed in (1, 2, 3)
]
HEADER = (
    "nkk,nik,nama,tempat_lahir,tanggal_lahir,jenis_kelamin,status_kawin,alamat,rt,rw,"
    "disabilitas,ktp_el,kode_wilayah,tps"
)
# Not all digits equal; day of birth (plus 40 for women), month, year; serial above zero.
NIK = re.compile(
    r"(?!(\d)\1{15})\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d\d(?!0000)\d{4}"
)


@dataclass
class Papers:
    """Everything in the folder of one kabupaten."""

    kab: SasaranKabupaten
    seed: int
    summary: Ringkasan
    header: str
    dp4: dict[int, dict[str, str]]
    tps: list[dict[str, str]]
    coklit: list[dict[str, Any]]
    kegandaan: list[dict[str, Any]]
    perbaikan: list[dict[str, Any]]
    label: list[Kebenaran]


def read(folder: Path, kab: SasaranKabupaten, seed: int, summary: Ringkasan) -> Papers:
    """Read all files of a kabupaten."""

    def text(name: str) -> list[str]:
        return (folder / name).read_text(encoding="utf-8").splitlines()

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(text(f"{name}-{kab.kode}.csv")))

    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in text(f"{name}-{kab.kode}.ndjson")]

    return Papers(
        kab=kab,
        seed=seed,
        summary=summary,
        header=text(f"dp4-{kab.kode}.csv")[0],
        dp4=dict(enumerate(rows("dp4"), 2)),
        tps=rows("tps"),
        coklit=lines("coklit"),
        kegandaan=lines("kegandaan"),
        perbaikan=lines("perbaikan"),
        label=read_labels(folder / f"label-{kab.kode}.csv"),
    )


@pytest.fixture(scope="module", params=KASUS, ids=lambda k: f"{k[0]}-{k[1]:g}-{k[2]}")
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The whole Belitung Timur, and small kabupaten of three seeds."""
    kode, x, seed = request.param
    folder = tmp_path_factory.mktemp("babel")
    sasaran = skala(x)
    return read(folder, sasaran.kab(kode), seed, tulis(folder, kode, seed, sasaran))


class Office:
    """A list kept by the papers alone: import, visits, verdicts, late corrections."""

    def __init__(self, papers: Papers) -> None:
        """Import DP4; lines with an impossible NIK are rejected."""
        self.list = {n: dict(row) for n, row in papers.dp4.items() if NIK.fullmatch(row["nik"])}
        self.new: list[dict[str, str]] = []

    def visit(self, line: dict[str, Any]) -> None:
        """Apply a note of the field."""
        if line["hasil"] == "baru":
            assert line["tps"] == line["pemilih"]["kode_wilayah"] + line["pemilih"]["tps"]
            self.new.append(line["pemilih"])
            return
        row = self.list[line["baris"]]
        assert line["tps"] == row["kode_wilayah"] + row["tps"]
        if line["hasil"] == "tms":
            assert "SIMULASI/" in line["bukti"]
            del self.list[line["baris"]]
        elif line["hasil"] == "ubah":
            assert line["perubahan"]
            assert all(row[k] != v for k, v in line["perubahan"].items())
            row |= line["perubahan"]
        elif line["hasil"] == "pindah_tps":
            assert (line["kode"], line["tps_benar"][:10]) == ("8", row["kode_wilayah"])
            assert line["tps_benar"][10:] != row["tps"]
            row["tps"] = line["tps_benar"][10:]
        else:
            assert line["hasil"] == "sesuai"

    def decide(self, case: dict[str, Any]) -> None:
        """Strike all records of a duplicate but the one to keep."""
        if case["pertahankan"] is not None:
            assert case["pertahankan"] in case["anggota"]
            for baris in set(case["anggota"]) - {case["pertahankan"]}:
                del self.list[baris]

    def voters(self) -> list[dict[str, str]]:
        """Return all records now on the list."""
        return [*self.list.values(), *self.new]


def dps(papers: Papers) -> Office:
    """Return the office after coklit and the decided cases."""
    office = Office(papers)
    for line in papers.coklit:
        office.visit(line)
    for case in papers.kegandaan:
        office.decide(case)
    return office


def dpt(papers: Papers) -> Office:
    """Return the office after the late corrections too."""
    office = dps(papers)
    for line in papers.perbaikan:
        office.visit(line)
    return office


def test_file_forms(papers: Papers) -> None:
    """Headers, code lists and formats are what an import expects."""
    assert papers.header == HEADER
    assert [t["kode"] for t in papers.tps] == [t.kode for t in plan_tps(papers.kab, papers.seed)]
    assert all(t["kode"] == t["kode_wilayah"] + t["nomor"] for t in papers.tps)
    tps = {t["kode"] for t in papers.tps}
    for row in [*papers.dp4.values(), *dpt(papers).new]:
        assert row["kode_wilayah"] + row["tps"] in tps
        assert date.fromisoformat(row["tanggal_lahir"]).isoformat() == row["tanggal_lahir"]
        assert row["jenis_kelamin"] in set("LP")
        assert row["status_kawin"] in set("BSP")
        assert row["disabilitas"] in set("0123456")
        assert row["ktp_el"] in set("SB")
        assert (len(row["rt"]), len(row["rw"])) == (3, 3)
        assert all(row.values())


def test_every_accepted_line_is_visited_once(papers: Papers) -> None:
    """No line is forgotten, none is visited twice, a rejected one never."""
    visits = Counter(line["baris"] for line in papers.coklit if "baris" in line)
    assert visits == dict.fromkeys(Office(papers).list, 1)


def test_replay_gives_the_dpt_of_the_target(papers: Papers) -> None:
    """Per TPS as planned; men and women as in the target."""
    final = dpt(papers).voters()
    per_tps = Counter(row["kode_wilayah"] + row["tps"] for row in final)
    assert per_tps == {t.kode: t.dpt for t in plan_tps(papers.kab, papers.seed)}
    sexes = Counter(row["jenis_kelamin"] for row in final)
    assert sexes == {"L": papers.kab.laki_laki, "P": papers.kab.perempuan}
    assert (papers.summary.dpt, papers.summary.laki_laki) == (papers.kab.dpt, sexes["L"])


def test_labels_tell_what_the_replay_finds(papers: Papers) -> None:
    """Line by line for DPS and DPT; newly found ones by number."""
    for office, masuk in ((dps(papers), "masuk_dps"), (dpt(papers), "masuk_dpt")):
        truth = {t.baris for t in papers.label if t.baris and getattr(t, masuk)}
        rejected = {t.baris for t in papers.label if t.label is Label.NIK_RUSAK}
        assert set(office.list) == truth - rejected
        assert len(office.voters()) == sum(getattr(t, masuk) for t in papers.label)
    assert len(dps(papers).voters()) == papers.summary.dps
    assert [t.baris for t in papers.label if t.baris] == list(papers.dp4)


def test_final_list_is_lawful(papers: Papers) -> None:
    """NIK valid and unique, everybody of age, and one person once but for natural namesakes."""
    final = dpt(papers).voters()
    nik = [row["nik"] for row in final]
    assert len(set(nik)) == len(nik)
    for row in final:
        assert NIK.fullmatch(row["nik"])
        lahir = date.fromisoformat(row["tanggal_lahir"])
        assert row["nik"][8:12] == f"{lahir:%m%y}"
        assert int(row["nik"][6:8]) % 40 == lahir.day % 40
        assert (int(row["nik"][6:8]) > 40) == (row["jenis_kelamin"] == "P")
        assert age(lahir) >= 17
        assert len(row["nkk"]) == 16
        assert row["nkk"].isdigit()


def test_families_are_never_split(papers: Papers) -> None:
    """One card, one TPS and one address: in the file and in the final list."""
    for rows in (papers.dp4.values(), dpt(papers).voters()):
        tps: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            tps[row["nkk"]].add(row["kode_wilayah"] + row["tps"])
        assert all(len(kode) == 1 for kode in tps.values())
    assert len(tps) < len(dpt(papers).voters()) * 0.6


def test_no_tps_is_above_the_maximum_at_any_time(papers: Papers) -> None:
    """All records that ever belong to a TPS together are at most 600."""
    per_tps = Counter(row["kode_wilayah"] + row["tps"] for row in papers.dp4.values())
    per_tps.update(line["tps"] for line in papers.coklit if line["hasil"] == "baru")
    per_tps.update(line["tps"] for line in papers.perbaikan if line["hasil"] == "baru")
    assert max(per_tps.values()) <= 600


def test_every_lookalike_has_a_verdict(papers: Papers) -> None:
    """Equal NIK, or equal name, birth date and sex: the cases name exactly these groups."""
    groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for baris in Office(papers).list:
        row = papers.dp4[baris]
        groups["nik", row["nik"]].add(baris)
        groups["orang", row["nama"], row["tanggal_lahir"], row["jenis_kelamin"]].add(baris)
    found = {frozenset(g) for g in groups.values() if len(g) > 1}
    cases = {frozenset(c["anggota"]) for c in papers.kegandaan}
    twins = {g for g in cases - found if len({papers.dp4[b]["nkk"] for b in g}) == 1}
    assert found <= cases
    assert cases == found | twins
    for g in twins:
        assert len({papers.dp4[b]["tanggal_lahir"] for b in g}) == 1
        assert len({papers.dp4[b]["nama"] for b in g}) == len(g)


def test_cases_are_of_the_kind_they_say(papers: Papers) -> None:
    """What is equal and what differs among the records decides the kind of a case."""
    for case in papers.kegandaan:
        rows = [papers.dp4[b] for b in case["anggota"]]
        same_nik = len({r["nik"] for r in rows}) == 1
        same_person = len({(r["nama"], r["tanggal_lahir"]) for r in rows}) == 1
        kind = "tanpa_nik" if not same_nik else "identik" if same_person else "nik"
        assert (case["jenis"], bool(case["alasan"])) == (kind, True)


def test_every_fault_occurs(papers: Papers) -> None:
    """All labels, all verdicts, all kinds of visit, also in a small kabupaten."""
    assert {t.label for t in papers.label} == set(Label)
    assert {line["hasil"] for line in papers.coklit} == {
        "sesuai", "ubah", "tms", "pindah_tps", "baru",
    }  # fmt: skip
    assert {line["hasil"] for line in papers.perbaikan} == {"tms", "baru"}
    kode = {line["kode"] for line in papers.coklit if line["hasil"] == "tms"}
    assert kode == {"1", "3", "4", "6", "7"}
    assert {c["jenis"] for c in papers.kegandaan} == {"identik", "nik", "tanpa_nik"}


def test_the_under_aged_are_under_age(papers: Papers) -> None:
    """Those labelled so are below 17 and were never married; nobody else is below 17."""
    for truth in papers.label:
        if truth.baris:
            row = papers.dp4[truth.baris]
            young = age(date.fromisoformat(row["tanggal_lahir"])) < 17
            assert young == (truth.label is Label.DI_BAWAH_UMUR)
            assert not young or row["status_kawin"] == "B"


def test_places_without_rt_and_rw(papers: Papers) -> None:
    """Whole families labelled so have RT and RW 000 in the file, and are found correct."""
    baris = {t.baris for t in papers.label if t.label is Label.RT_RW_NOL}
    assert all((papers.dp4[b or 0]["rt"], papers.dp4[b or 0]["rw"]) == ("000",) * 2 for b in baris)
    assert {v["hasil"] for v in papers.coklit if v.get("baris") in baris} == {"sesuai"}


def test_same_seed_same_files(tmp_path: Path) -> None:
    """Byte for byte; another seed makes other people."""
    sasaran = skala(0.01)
    for folder, seed in (("a", 5), ("b", 5), ("c", 6)):
        tulis(tmp_path / folder, "1906", seed, sasaran)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert path.read_bytes() != (tmp_path / "c" / path.name).read_bytes()


def test_people_are_realistic(papers: Papers) -> None:
    """In the whole kabupaten: shared names, disability, old age and TMS at plausible shares."""
    if papers.kab.dpt != sasaran_provinsi().kab(papers.kab.kode).dpt:
        return
    final = dpt(papers).voters()
    umur = [age(date.fromisoformat(row["tanggal_lahir"])) for row in final]
    assert 0.10 <= papers.summary.nama_sama <= 0.25
    assert 0.004 <= sum(row["disabilitas"] != "0" for row in final) / len(final) <= 0.008
    assert 0 < sum(u > 90 for u in umur) / len(umur) < 0.002
    assert 0.10 <= sum(u < 25 for u in umur) / len(umur) <= 0.25
    tms = sum(line["hasil"] == "tms" for line in papers.coklit)
    assert 0.025 <= tms / len(papers.dp4) <= 0.035
