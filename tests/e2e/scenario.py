"""An office's work by the Python client; that of the TypeScript client is its twin."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from election_client import Answer, Client, ClientSecret, Operation, Problem
from election_client.models.publication import JadwalDicatat
from election_client.models.voter_registry import (
    DaftarRingkas,
    Dipetakan,
    PemilihanKeluaran,
    PemilihanMasukan,
    WilayahKeluaran,
)

T = TypeVar("T")

NAME = os.environ["NAME"]
PLAYED = os.environ["PEMILIHAN"]
KAB = "1906"
REGISTRY = "/voter-registry/v1"


def lists(kpu: Client) -> list[str]:
    """Read a list over its pages."""
    found = kpu.items(f"{REGISTRY}/daftar-pemilih", DaftarRingkas, pemilihan=PLAYED, limit=3)
    return sorted(row.wilayah for row in found)


def register(kpu: Client) -> list[bool]:
    """Ask twice for one act."""
    election = PemilihanMasukan(
        id=NAME, nama="Uji klien", jenis="pilkada", wilayah="19", ruleset="pilkada-2024",
        hari_pemungutan="2024-11-27", sandbox=True, waktu_legal="2024-05-01T00:00:00+07:00",
    )  # fmt: skip
    answers = [
        kpu.act(f"{REGISTRY}/pemilihan", PemilihanKeluaran, election, key=NAME) for _ in range(2)
    ]
    return [answer.replayed for answer in answers]


def open_window(kpu: Client) -> None:
    """Publish the schedule that opens the import."""
    stage = {
        "kode": "P7", "layanan": "voter-registry", "kegiatan": "DP4", "tindakan": ["impor-dp4"],
        "mulai": "2024-04-24T00:00:00+07:00", "selesai": "2024-05-31T23:59:00+07:00",
        "set_by": "KPU RI", "dasar": "PKPU 2/2024", "tanda": "S",
    }  # fmt: skip
    path = f"/publication/v1/pemilihan/{NAME}/tahapan"
    until_received(lambda: kpu.act(path, JadwalDicatat, {"sumber": "uji", "tahapan": [stage]}))


def import_file(kpu: Client) -> dict[str, object]:
    """Send a file and wait for it."""
    states: list[Operation] = []
    started = until_received(
        lambda: kpu.upload(
            f"{REGISTRY}/impor",
            Operation,
            Path(os.environ["DP4"]),
            pemilihan=NAME,
            wilayah=KAB,
            jenis="dp4",
            asal="generated",
        )
    )
    done = kpu.wait(started, progress=states.append, patience=30)
    counts = done.hasil or {}
    return {"baris": counts["diterima"] + counts["ditolak"], "kemajuan": states[-1].status}


def refuse(kpu: Client) -> dict[str, object]:
    """Ask for what the schedule of an election that is over does not allow."""
    body = {"pemilihan": PLAYED, "wilayah": KAB, "tps": [{"kode": "1906012001001"}]}
    try:
        kpu.act(f"{REGISTRY}/tps", Dipetakan, body)
    except Problem as problem:
        return {
            "code": problem.code, "status": problem.status,
            "trace": len(problem.trace_id), "rincian": "jendela" in problem.members,
        }  # fmt: skip
    return {}


def until_received(act: Callable[[], Answer[T]]) -> Answer[T]:
    """Ask again while news of another service is on its way."""
    for _ in range(100):
        try:
            return act()
        except Problem as problem:
            if problem.code not in {"jadwal-belum-diterima", "pemilihan-belum-diterima"}:
                raise
        time.sleep(0.2)
    raise TimeoutError


def client(role: str, wilayah: str) -> Client:
    """A client in a role of a region."""
    secret = os.environ["CLIENT_SECRET"]
    credentials = ClientSecret(os.environ["TOKEN_URL"], role, secret, wilayah=wilayah)
    return Client(os.environ["GATEWAY_URL"], credentials)


def main() -> None:
    """Do it, and print what was seen."""
    with client("kpu_provinsi", "19") as provinsi, client("kpu_kabko", KAB) as kabko:
        province = provinsi.read(f"{REGISTRY}/wilayah/19", WilayahKeluaran).body
        seen = {
            "kabupaten": len(province.anak),
            "daftar": lists(provinsi),
            "diulang": register(provinsi),
            "ditolak": refuse(kabko),
        }
        open_window(provinsi)
        seen["impor"] = import_file(kabko)
        seen["hasil"] = kabko.read(f"/publication/v1/hasil/{KAB}", dict).body["wilayah"]["kode"]
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
