"""The lists: recaps of PPS and PPK, DPS and DPT by KPU Kabupaten/Kota, the province's recap."""

from collections.abc import Iterable
from typing import Any

from devstack.babel.rekap import Rekap, rekap_provinsi
from devstack.babel.wilayah import semua_wilayah
from devstack.story.play import PEMILIHAN, PROVINSI, Play, minutes

SERVICE = "voter-registry"
PANJANG_KAB = 4
PANJANG_KECAMATAN = 6
PANJANG_DESA = 10


async def recapitulate(play: Play, kab: str, tahap: str, panjang: int, tanggal: str) -> None:
    """Hold the plenaries of all PPS (village codes) or PPK (kecamatan codes) of a kabupaten."""
    daftar = (await play.lists())[kab]["id"]
    role = "pps" if panjang == PANJANG_DESA else "ppk"
    regions = [k for k in semua_wilayah() if len(k) == panjang and k.startswith(kab)]
    with play.progress.chapter(f"Rekap {tahap} {role.upper()} {kab}", len(regions)) as tick:
        await play.caller.all(
            (_plenary(play, daftar, tahap, kode, role, tanggal) for kode in regions), tick
        )


async def _plenary(play: Play, daftar: str, tahap: str, kode: str, role: str, tanggal: str) -> None:
    path = f"/{SERVICE}/v1/daftar-pemilih/{daftar}"
    counted = (await play.caller.get(f"{path}/hitungan", role, kode, wilayah=kode)).json()
    body = {
        "tahap": tahap,
        "wilayah": kode,
        "berita_acara": minutes(tahap, kode, tanggal),
        "dinyatakan": {name: counted[name] for name in ("l", "p", "tps")},
    }
    await play.caller.act(f"{path}/rekapitulasi", role, kode, f"{tahap}/{kode}", json=body)


async def compose(play: Play, kab: str, tahap: str) -> None:
    """Compose the draft of a list as one operation."""
    daftar = (await play.lists())[kab]["id"]
    started = await play.caller.act(
        f"/{SERVICE}/v1/daftar-pemilih/{daftar}/penyusunan", "operator", kab, f"susun/{tahap}",
        json={"tahap": tahap},
    )  # fmt: skip
    await play.caller.operation(started, SERVICE, "operator", kab)


async def establish(play: Play, kab: str, tahap: str, tanggal: str, asal: str) -> None:
    """Establish the draft by minutes and decree; `asal` is that of the declared total."""
    path = f"/{SERVICE}/v1/daftar-pemilih/{(await play.lists())[kab]['id']}"
    row = await play.caller.get(path, "ketua", kab)
    list_ = next(c for c in reversed(row.json()["cuplikan"]) if c["tahap"] == tahap)
    body: dict[str, Any] = {
        "tahap": tahap,
        "berita_acara": minutes(tahap, kab, tanggal),
        "sk_nomor": f"SIMULASI/SK/{tahap}/{kab}/2024",
        "sk_tanggal": tanggal,
        "sidik": list_["sidik"],
        "asal_jumlah": asal,
    }
    await play.caller.act(
        f"{path}/penetapan", "ketua", kab, f"tetapkan/{tahap}",
        if_match=row.headers["etag"], json=body,
    )  # fmt: skip


async def import_recap(play: Play, kab: str, rekap: Rekap) -> None:
    """Bring in the sealed recap of a list that is kept elsewhere, as one operation."""
    if (await play.lists())[kab]["tahap"] != "dibuka":
        return
    lines = [f"{kode},{l},{p}" for kode, (l, p) in sorted(rekap.items())]
    started = await play.caller.act(
        f"/{SERVICE}/v1/impor", "operator", kab, f"rekap/{kab}",
        params={"pemilihan": PEMILIHAN, "wilayah": kab, "jenis": "rekap", "asal": "generated"},
        content="\n".join(["kode_tps,l,p", *lines]).encode(),
    )  # fmt: skip
    await play.caller.operation(started, SERVICE, "operator", kab)


async def recapitulate_province(play: Play, tahap: str, tanggal: str) -> None:
    """Hold the province's plenary; its figures are the ones that were announced in 2024."""
    body = {
        "tahap": tahap,
        "berita_acara": minutes(tahap, PROVINSI, tanggal),
        "dinyatakan": {
            "l": play.sasaran.laki_laki,
            "p": play.sasaran.perempuan,
            "tps": play.sasaran.tps,
        },
        "asal": play.resmi,
    }
    path = f"/{SERVICE}/v1/pemilihan/{PEMILIHAN}/rekapitulasi-daftar"
    await play.caller.act(path, "kpu_provinsi", PROVINSI, f"rekap/{tahap}", json=body)


async def dpt_of(play: Play, kabs: Iterable[str]) -> dict[str, Rekap]:
    """The established DPT per TPS of some kabupaten/kota, as the public may read it."""
    found: dict[str, Rekap] = {kab: {} for kab in kabs}
    desa = [k for k in semua_wilayah() if len(k) == PANJANG_DESA and k[:PANJANG_KAB] in found]

    async def read(kode: str) -> None:
        answer = await play.caller.get(
            f"/{SERVICE}/v1/daftar-pemilih/rekap",
            pemilihan=PEMILIHAN, jenis="DPT", wilayah=kode,
        )  # fmt: skip
        for row in answer.json()["anak"]:
            found[kode[:PANJANG_KAB]][row["wilayah"]] = (row["l"], row["p"])

    await play.caller.all((read(kode) for kode in desa), lambda: None)
    return found


def sealed_recaps(play: Play, known: dict[str, Rekap]) -> dict[str, Rekap]:
    """Recaps per TPS of the other kabupaten/kota: with the known ones they sum to the official."""
    return rekap_provinsi(play.sasaran, play.seed, known)
