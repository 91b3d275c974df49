"""Reading by key from a million rows: the service beside the same statements without the service.

One uvicorn worker each, with the role of the API, under the same load in turn.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from bench import wrk
from bench.measure import Figure, alternate
from bench.registry import KAB, VOTER_REGISTRY, Registry, registry
from devstack import ports
from devstack.python_process import web_app
from election_common.keyring import Keyring

LEAST_OF_PEER = 0.55
PEMILIHAN = "bench-baca"
KNOWN = 9_999
NKK_AKHIR = "0001"
VOTERS_PER_TPS = 500
RECAP = f"pemilihan={PEMILIHAN}&jenis=DPT&wilayah={KAB}"

# An established list; its recap; voters whom nobody asks for, then those whom the load asks for.
SNAPSHOT = """
    insert into cuplikan (daftar, pemilihan, wilayah, tahap, status, l, p, tps, asal_jumlah,
                          asal_lp, sidik, disusun_pada, ba_nomor, sk_nomor, ditetapkan_pada)
    select id, pemilihan, wilayah, 'DPT', 'ditetapkan', 0, 0, 0, 'generated',
           'generated', '', now(), 'BA', 'SK', now()
    from daftar_pemilih where pemilihan = %s
"""
RECAPS = """
    insert into rekap_tps
    select c.id, d.kode || lpad(n::text, 3, '0'), 240, 260, 0, 0, ''
    from cuplikan c, generate_series(1, 5) n, wilayah d
    where length(d.kode) = 10 and starts_with(d.kode, c.wilayah)
"""
VOTERS = """
    insert into cuplikan_pemilih
    select c.id, c.wilayah || lpad((n / %s)::text, 9, '0'), uuidv7(), 1, sha256(n::text::bytea),
           '0000', 'PEMILIH ' || n, 'L', 40, 'Jl. Bench', '001', '001', 0
    from cuplikan c, generate_series(1, %s) n
"""
KNOWN_VOTER = """
    insert into cuplikan_pemilih
    select id, wilayah || '012001001', uuidv7(), 1, %s, %s, 'PEMILIH', 'P', 40, 'Jl. Bench',
           '001', '001', 0
    from cuplikan
"""

ASK_FOR_ONE = """
math.randomseed(os.time())
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
function request()
  local nik = string.format("{prefix}%04d", math.random(1, {known}))
  return wrk.format(nil, nil, nil, string.format('{body}', nik))
end
"""
PREFIX = f"{KAB}01010190"


def measure(rows: int) -> list[Figure]:
    """Read from so many rows; raises Skipped without a load generator."""
    wrk.find()
    with registry() as house:
        _fill(house, rows)
        script = house.folder / "cek.lua"
        script.write_text(
            ASK_FOR_ONE.format(prefix=PREFIX, known=KNOWN, body=json.dumps(_question("%s")))
        )
        with _servers(house) as (service, peer):
            check = _compare(
                "cek-dpt", script,
                {
                    "service": f"{service}/v1/cek-dpt",
                    "peer": f"{peer}/transaksi/cek-dpt",
                    "bare": f"{peer}/polos/cek-dpt",
                },
            )  # fmt: skip
            recap = _compare(
                "rekap", None,
                {
                    "service": f"{service}/v1/daftar-pemilih/rekap?{RECAP}",
                    "peer": f"{peer}/transaksi/rekap?{RECAP}",
                    "bare": f"{peer}/polos/rekap?{RECAP}",
                },
            )  # fmt: skip
    return check + recap


def _fill(house: Registry, rows: int) -> None:
    house.register(PEMILIHAN)
    keyring = Keyring.load(house.keyring)
    known = [(keyring.blind("nik", f"{PREFIX}{n:04d}"), NKK_AKHIR) for n in range(1, KNOWN + 1)]
    with house.owner() as owner:
        owner.execute(SNAPSHOT, [PEMILIHAN])
        owner.execute(RECAPS)
        owner.execute(VOTERS, [VOTERS_PER_TPS, max(rows - KNOWN, 0)])
        owner.cursor().executemany(KNOWN_VOTER, known)
        owner.execute("analyze")
    house.settle()


def _question(nik: str) -> dict[str, str]:
    return {"pemilihan": PEMILIHAN, "nik": nik, "nkk_akhir": NKK_AKHIR}


@contextmanager
def _servers(house: Registry) -> Iterator[tuple[str, str]]:
    """Start the service's API and its peer; gives their base URLs."""
    env = house.environment(house.database.app)
    service, peer = ports.pick(), ports.pick()
    app = f"{VOTER_REGISTRY.package}.main:create_app"
    with (
        web_app("service", house.folder, app=app, port=service, env=env),
        web_app("peer", house.folder, app="bench.peer:create_app", port=peer, env=env),
    ):
        yield f"http://127.0.0.1:{service}", f"http://127.0.0.1:{peer}"


def _compare(what: str, script: Path | None, urls: dict[str, str]) -> list[Figure]:
    """Load all three in turn, once they are seen to answer alike."""
    answers = [_ask(url, script is not None) for url in urls.values()]
    if any(answer != answers[0] for answer in answers):
        raise RuntimeError(f"{what}: not the same answers: {answers}")
    seen = alternate({name: partial(wrk.rate, url, script=script) for name, url in urls.items()})
    ours = seen["service"]
    return [
        Figure(f"{what} : the same statements, raw psycopg", ours, seen["peer"], "req/s",
               at_least=LEAST_OF_PEER),
        Figure(f"{what} : the bare read, no transaction", ours, seen["bare"], "req/s"),
    ]  # fmt: skip


def _ask(url: str, posts: bool) -> dict[str, object]:
    answer = (
        httpx.post(url, json=_question(f"{PREFIX}0001")) if posts else httpx.get(url)
    ).raise_for_status()
    document: dict[str, object] = answer.json()
    document.pop("per", None)  # one moment, written in two ways
    return document
