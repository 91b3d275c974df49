"""Candidacy: the pairs of 2024 as they were announced, and a nomination played with made-up ones.

Nothing of a real candidate but what was announced enters the house. What a dossier goes through is
shown with two generated pairs in the election `simulasi`, whose windows are open today.
"""

import base64
from typing import Any

from devstack.babel.nama import draw_suku, full_name
from devstack.babel.sumber import chance, read_csv
from devstack.story.play import PEMILIHAN, PROVINSI, Play
from devstack.story.simulasi import SIMULASI

SERVICE = "/candidacy/v1"
KPU = "kpu_provinsi"
HARI = "2024-09-22"
#: Made-up votes of each party; their number times its own, so that ten percent is easy to check.
SUARA = 1_000
#: Ten percent of 1,000 x (1 + 2 + ... + 17 + 24).
AMBANG = 17_700
PASANGAN = {"pasangan-simulasi-1": ("golkar", "psi"), "pasangan-simulasi-2": ("ppp", "pbb")}
FILE = "application/octet-stream"
#: The smallest picture, and a document of one empty page that says what it stands for.
FOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
PDF = """%PDF-1.4
%% {isi}
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj
trailer <</Root 1 0 R /Size 4>>
%%EOF
"""


async def import_outcome(play: Play) -> None:
    """Record the pairs of 2024 with the provenance of each field; the columns follow from it."""
    fields = {"nomor_urut": "official", "sk_nomor_urut": "official"}
    fields |= dict.fromkeys(("nama", "partai", "tanggal_daftar"), "press")
    pasangan = [
        {
            "nomor_urut": int(row["nomor_urut"]),
            "calon": row["calon"],
            "wakil": row["wakil"],
            "partai": [_code(p) for p in row["partai"].split(";")],
            "tanggal_daftar": row["tanggal_daftar"],
            "sk_nomor_urut": "50 Tahun 2024",
            "asal": fields,
            "catatan": row["catatan"],
        }
        for row in read_csv("paslon-pilgub-2024")
    ]
    with play.progress.chapter("Pasangan calon 2024 sebagaimana diumumkan"):
        await _act(play, f"pemilihan/{PEMILIHAN}/partai", KPU, "partai", json=_parties(None))
        where = f"pemilihan/{PEMILIHAN}/pasangan-calon"
        await _act(play, where, KPU, "impor", json={"pasangan": pasangan})


async def play_simulation(play: Play) -> str:
    """Play two nominations to the end of research, with a repair and a title not proven.

    Returns the id of the first.
    """
    with play.progress.chapter("Pencalonan simulasi", 4) as tick:
        await _establish_threshold(play)
        tick()
        first, second = [await _register(play, peserta) for peserta in PASANGAN]
        tick()
        await _judge(play, first, 1, {"ijazah-s1": "bms", "skck": "bms"})
        await _judge(play, second, 1, {"ijazah-s1": "bms"})
        tick()
        await _repair(play, first, "pasangan-simulasi-1", {})
        await _repair(play, second, "pasangan-simulasi-2", {"ijazah-s1": "tms"})
        tick()
    return first


async def determine(play: Play) -> None:
    """Determine both pairs by one plenary, and enter the balls of their draw by two persons."""
    with play.progress.chapter("Penetapan pasangan simulasi"):
        await _establish(play)
        pairs = sorted(pair["id"] for pair in await play.pairs(SIMULASI))
        chance(play.seed, "undian").shuffle(pairs)
        balls = {"nomor": {id_: n for n, id_ in enumerate(pairs, start=1)}}
        draw = {
            "cara": "fisik", "sumber": "SIMULASI: bola undian", **balls,
            "ba_nomor": "SIMULASI/BA/UNDIAN/19/2024", "sk_nomor": "SIMULASI/SK/NOMOR/19/2024",
        }  # fmt: skip
        where = f"pemilihan/{SIMULASI}/pengundian"
        etag = (await _act(play, where, "ketua", "undian", json=draw)).headers["etag"]
        await _act(play, f"{where}/konfirmasi", KPU, "entri kedua", if_match=etag, json=balls)


async def _establish_threshold(play: Play) -> None:
    """Register the parties of the simulation, and establish its threshold."""
    parties = _parties(SUARA)
    await _act(play, f"pemilihan/{SIMULASI}/partai", KPU, "partai", json=parties)
    total = sum(p["suara"] for p in parties["partai"])
    decree = {
        "sk_nomor": "SIMULASI/SK/AMBANG/19/2024", "sk_tanggal": "2024-08-26", "kursi": 45,
        "dpt": {"jumlah": 1_067_434, "asal": "press", "sumber": "DPT Pemilu 2024"},
        "suara_sah": {"jumlah": total, "asal": "generated", "sumber": "SIMULASI"},
    }  # fmt: skip
    await _act(play, f"pemilihan/{SIMULASI}/ambang-batas", KPU, "ambang", json=decree)


async def _register(play: Play, peserta: str) -> str:
    """Fill a dossier with generated papers, submit it and have it received; returns its id."""
    wish = {"pemilihan": SIMULASI, "peserta": peserta, "partai": list(PASANGAN[peserta])}
    answer = await _act(play, "nominasi", "operator", peserta, json=wish)
    id_: str = answer.json()["id"]
    for posisi in ("calon", "wakil"):
        given = person(play.seed, peserta, posisi)
        where, seen = f"nominasi/{id_}/calon", answer.headers["etag"]
        answer = await _act(
            play, where, "admin_silon", posisi, if_match=seen, peserta=peserta, json=given
        )
    items = await _items(play, id_)
    for item in items:
        await _upload(play, id_, peserta, item, "awal")
    await _decide(play, id_, "pengajuan", "lo", peserta=peserta)
    checked = [{**_key(i), "keberadaan": "ada"} for i in items]
    minutes = {"ba_nomor": f"SIMULASI/BA/PENERIMAAN/{peserta}", "butir": checked}
    await _decide(play, id_, "penerimaan", KPU, json=minutes)
    return id_


async def _judge(play: Play, id_: str, putaran: int, bad: dict[str, str]) -> None:
    """Propose and approve a round's documents, two persons, and announce its result.

    The second round is about what was uploaded again; neither depends on how far the story is:
    of each document there is one version, and one proposal, in a round.
    """
    items = [i for i in await _items(play, id_) if len(i["versi"]) >= putaran]
    found = [
        {
            **_key(i),
            "versi": putaran,
            "usulan_ke": putaran - 1,
            "nilai": bad.get(i["jenis"], "ms"),
            "alasan": "tidak-dilegalisasi" if i["jenis"] in bad else None,
        }
        for i in items
    ]
    name = "-".join(f"{jenis}-{nilai}" for jenis, nilai in bad.items()) or "akhir"
    where = f"nominasi/{id_}"
    await _act(play, f"{where}/usulan", "verifikator", name, json={"butir": found})
    agreed = [{**_key(i), "setuju": True, "usulan_ke": putaran} for i in items]
    await _act(play, f"{where}/persetujuan", "penyetuju", name, json={"butir": agreed})
    minutes = {"ba_nomor": f"SIMULASI/BA/PENELITIAN/{name}"}
    await _decide(play, id_, "hasil-penelitian", KPU, what=name, json=minutes)


async def _repair(play: Play, id_: str, peserta: str, bad: dict[str, str]) -> None:
    """Upload anew what was found wanting; after this round there is only MS or TMS."""
    for item in await _items(play, id_):
        if item["status"] == "bms":
            await _upload(play, id_, peserta, item, "perbaikan")
    await _decide(play, id_, "perbaikan", "lo", peserta=peserta)
    await _judge(play, id_, 2, bad)


async def _establish(play: Play) -> None:
    """Determine every pair that is ready, as the plenary sees it."""
    ready = await play.caller.get(f"{SERVICE}/penetapan", "ketua", pemilihan=SIMULASI)
    plenary = {
        "ba_nomor": "SIMULASI/BA/PENETAPAN/19/2024", "ba_tanggal": HARI,
        "sk_nomor": "SIMULASI/SK/PENETAPAN/19/2024", "sk_tanggal": HARI,
        "suara": [{"anggota": n, "suara": "setuju"} for n in range(1, 6)],
    }  # fmt: skip
    path = f"{SERVICE}/pemilihan/{SIMULASI}/penetapan"
    etag = ready.headers["etag"]
    await play.caller.act(path, "ketua", PROVINSI, "pleno", if_match=etag, json=plenary)


async def _act(play: Play, path: str, role: str, what: str, **options: Any) -> Any:  # noqa: ANN401 - httpx
    return await play.caller.act(f"{SERVICE}/{path}", role, PROVINSI, what, **options)


async def _decide(
    play: Play, id_: str, act: str, role: str, *, what: str = "", **options: Any
) -> None:
    """Decide on a nomination as it stands now."""
    where = f"{SERVICE}/nominasi/{id_}"
    etag = (await play.caller.get(where, KPU)).headers["etag"]
    await play.caller.act(f"{where}/{act}", role, PROVINSI, what or act, if_match=etag, **options)


async def _items(play: Play, id_: str) -> list[dict[str, Any]]:
    answer = await play.caller.get(f"{SERVICE}/nominasi/{id_}/dokumen", "verifikator")
    items: list[dict[str, Any]] = answer.json()["butir"]
    return items


async def _upload(play: Play, id_: str, peserta: str, item: dict[str, Any], when: str) -> None:
    key = _key(item)
    paper = PDF.format(isi=f"{key['jenis']} buatan, {when}").encode()
    content = FOTO if key["jenis"] == "pas-foto" else paper
    await _act(
        play, f"nominasi/{id_}/dokumen", "admin_silon", f"{when}/{key['posisi']}/{key['jenis']}",
        peserta=peserta, params=key, content=content, media_type=FILE,
    )  # fmt: skip


def _key(item: dict[str, Any]) -> dict[str, str]:
    return {"posisi": item["posisi"], "jenis": item["jenis"]}


def person(seed: int, peserta: str, posisi: str) -> dict[str, Any]:
    """A generated candidate, who is called so; the head of a pair claims a title."""
    rng = chance(seed, "pencalonan", peserta, posisi)
    title = {"teks": "S.H.", "letak": "belakang", "bukti": "ijazah-s1"}
    return {
        "posisi": posisi,
        "nama": f"{full_name(draw_suku(rng), '', 'L', 45, rng)} (buatan)",
        "nik": f"190601150580{rng.randrange(1, 10_000):04d}",
        "jenis_kelamin": "L",
        "tempat_lahir": "Manggar",
        "tanggal_lahir": "1980-05-15",
        "gelar": [title] if posisi == "calon" else [],
    }


def _parties(votes: int | None) -> dict[str, Any]:
    """The parties of 2024 with their seats; their votes were not found, so these are made up."""
    return {
        "partai": [
            {
                "kode": _code(row["partai"]),
                "nomor": int(row["nomor"]),
                "nama": row["partai"],
                "suara": int(row["nomor"]) * votes if votes else None,
                "asal_suara": "generated" if votes else "inferred",
                "kursi": int(row["kursi"]),
                "asal_kursi": "press",
                "sumber": "SIMULASI" if votes else "pers; suara per partai tidak ditemukan",
            }
            for row in read_csv("partai-2024")
        ]
    }


def _code(partai: str) -> str:
    return partai.lower()
