"""The public folder, as its readers see it."""

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = "pemilihan/uji-2024"
SECTIONS = ("pemilih", "pengguna", "surat_suara", "suara")


def flat(value: dict[str, Any], prefix: str = "") -> dict[str, int]:
    out = {}
    for key, item in value.items():
        if isinstance(item, dict):
            out |= flat(item, f"{prefix}{key}.")
        elif isinstance(item, int):
            out[prefix + key] = item
    return out


def figures(value: dict[str, Any]) -> dict[str, int]:
    return flat({k: v for k, v in value.items() if k in SECTIONS or "suara" in k})


class Public:
    """The public folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def read(self, kode: str, jenis: str = "hasil", name: str = "terkini") -> dict[str, Any]:
        return json.loads((self.folder / ROOT / jenis / kode / name).read_bytes())

    def files(self) -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}

    def require_whole(self) -> None:
        """Every document shows its newest version; every file is what its list says."""
        pointers = list(self.folder.glob(f"{ROOT}/*/*/terkini"))
        assert pointers
        for pointer in pointers:
            versions = json.loads((pointer.parent / "versi").read_bytes())
            numbers = [v["versi"] for v in versions["versi"]]
            assert numbers == list(range(1, versions["terkini"] + 1))
            for v in versions["versi"]:
                file = pointer.parent / "v" / str(v["versi"])
                isi = file.read_bytes()
                assert hashlib.sha256(isi).hexdigest() == v["sidik"]
                assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == isi
                assert json.loads(isi)["versi"] == v["versi"]
            assert pointer.read_bytes() == isi
            assert gzip.decompress((pointer.parent / "terkini.gz").read_bytes()) == isi


def require_sum(document: dict[str, Any]) -> None:
    total: Counter[str] = Counter()
    for child in document["anak"]:
        total.update(figures(child))
    assert dict(total) == figures(document["dihitung"])


@pytest.fixture
def public(public_dir: Path) -> Public:
    return Public(public_dir)


@pytest.fixture
def adds_up():
    return require_sum
