"""Both clients and the `kpu` command do an office's work against the live gateway.

Each client registers an election of its own, whose lists are still open for a DP4. What it saw is
written down, and must be the same whoever looked.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from devstack import node
from devstack.story.play import PEMILIHAN
from devstack.waiting import wait_until
from devstack.wiring import client_secret
from election_client import AsyncClient, Client, ClientSecret
from election_client.models.voter_registry import DaftarKeluaran, DaftarRingkas, WilayahKeluaran

KAB = "1906"
DESA_1901 = "1901011001"
OWN = "klien-python"
LINES = 40
SEEN = {
    "kabupaten": 7,
    "daftar": ["1901", "1902", "1903", "1904", "1905", "1906", "1971"],
    "diulang": [False, True],
    "ditolak": {"code": "di-luar-jadwal", "status": 409, "trace": 32, "rincian": True},
    "impor": {"baris": LINES, "kemajuan": "selesai"},
    "hasil": KAB,
}

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def office(played, tmp_path_factory):
    """The environment of an office's program: where the house is, who calls, its files."""
    lines = (played.files / f"dp4-{KAB}.csv").read_text().splitlines()[: LINES + 1]
    dp4 = tmp_path_factory.mktemp("office") / "dp4.csv"
    dp4.write_text("\n".join(lines) + "\n")
    return {
        "GATEWAY_URL": played.house.gateway_url,
        "TOKEN_URL": played.house.token_url,
        "CLIENT_SECRET": client_secret(played.house.layout),
        "PEMILIHAN": PEMILIHAN,
        "DP4": str(dp4),
    }


def credentials(office: dict[str, str], role: str, wilayah: str) -> ClientSecret:
    return ClientSecret(office["TOKEN_URL"], role, office["CLIENT_SECRET"], wilayah=wilayah)


def run(argv: list[object], office: dict[str, str], **environment: object) -> str:
    names = {**office, **{name: str(value) for name, value in environment.items()}}
    done = subprocess.run(
        [str(part) for part in argv], env={**os.environ, **names},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def by_python(office):
    """What the Python client saw; its election is there for the command too."""
    script = Path(__file__).with_name("scenario.py")
    return json.loads(run([sys.executable, script], office, NAME=OWN))


def test_the_python_client_sees_what_is_there(by_python):
    assert by_python == SEEN


def test_the_typescript_client_sees_the_same(office, client_ts):
    environment = {"NAME": "klien-ts"}
    said = node.run("tests/scenario.js", folder=client_ts, env={**office, **environment})
    assert json.loads(said) == SEEN


def test_what_has_not_changed_is_not_sent_again(office):
    path = "/voter-registry/v1/daftar-pemilih"
    with Client(office["GATEWAY_URL"], credentials(office, "kpu_kabko", KAB)) as kpu:
        (row,) = kpu.items(path, DaftarRingkas, pemilihan=PEMILIHAN)
        first = kpu.read(f"{path}/{row.id}", DaftarKeluaran)
        assert kpu.read(f"{path}/{row.id}", DaftarKeluaran, known=first) is first


async def test_the_asynchronous_client_speaks_to_the_same_house(office):
    async with AsyncClient(office["GATEWAY_URL"]) as kpu:
        answer = await kpu.read(f"/voter-registry/v1/wilayah/{KAB}", WilayahKeluaran)
    assert answer.body.kode == KAB


def test_the_command_brings_a_file_in_and_figures_out(office, by_python, tmp_path):
    kpu = [Path(sys.executable).with_name("kpu")]
    home = {"XDG_CONFIG_HOME": tmp_path, "COLUMNS": 120}
    where = ["--gerbang", office["GATEWAY_URL"], "--token-url", office["TOKEN_URL"]]
    run(
        [*kpu, "masuk", *where, "--klien", "kpu_provinsi", "--wilayah", "19"],
        office, KPU_RAHASIA=office["CLIENT_SECRET"], **home,
    )  # fmt: skip
    assert (tmp_path / "kpu/kantor.json").stat().st_mode & 0o777 == 0o600
    moved = tmp_path / "dp4-1901.csv"
    moved.write_text(re.sub(r",1906\d{6},", f",{DESA_1901},", Path(office["DP4"]).read_text()))
    options = ["--pemilihan", OWN, "--wilayah", "1901", "--asal", "generated"]
    sent = run([*kpu, "impor", moved, *options], office, **home)
    assert "diterima" in sent
    assert re.search(rf"{KAB} +[0-9.]+ +[0-9.]+ +[0-9.]+ +14 +generated", run(
        [*kpu, "rekap", "--pemilihan", PEMILIHAN], office, **home
    ))  # fmt: skip
    explained = run([*kpu, "masalah", "di-luar-jadwal"], office, **home)
    assert explained == "di-luar-jadwal (409): Di luar jadwal\n"


def test_the_command_shows_an_admin_what_could_not_be_applied(office, tmp_path):
    kpu = [Path(sys.executable).with_name("kpu")]
    home = {"XDG_CONFIG_HOME": tmp_path, "KPU_RAHASIA": office["CLIENT_SECRET"]}
    where = ["--gerbang", office["GATEWAY_URL"], "--token-url", office["TOKEN_URL"]]
    run([*kpu, "masuk", *where, "--klien", "admin", "--wilayah", "0"], office, **home)
    said = run([*kpu, "surat-mati", "daftar", "publication"], office, **home)
    assert said == "Tidak ada surat mati.\n"


def test_the_command_says_why_the_house_said_no(office, tmp_path):
    home = {"XDG_CONFIG_HOME": str(tmp_path)}
    kpu = Path(sys.executable).with_name("kpu")
    argv = [kpu, "surat-mati", "daftar", "publication"]
    done = subprocess.run(
        argv, env={**os.environ, **home}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "Belum masuk: jalankan `kpu masuk`.\n")
    (tmp_path / "kpu").mkdir()
    (tmp_path / "kpu/kantor.json").write_text(json.dumps({"gerbang": office["GATEWAY_URL"]}))
    done = subprocess.run(
        argv, env={**os.environ, **home}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "kode token-tidak-sah, trace_id " in done.stderr


def test_every_service_compares_its_copies_with_their_producers(played):
    """A producer that refuses to be compared stops nothing: only an alarm of a worker says so.

    In a house that begins it may stand for half a minute, until the machines' grants have arrived.
    """
    logs = [*played.house.layout.logs.glob("*-worker.log")]
    assert len(logs) == 5
    wait_until(lambda: not refusals(logs), seconds=60, what="every producer is compared")


def refusals(logs):
    """Alarms of comparisons that stand."""
    found = set()
    for log in logs:
        for line in log.read_text().splitlines():
            said = json.loads(line) if line.startswith("{") else {}
            if str(said.get("name")).startswith("not-compared"):
                change = found.add if said["event"] == "alarm" else found.discard
                change((log.name, said["name"]))
    return found
