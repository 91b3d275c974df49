"""What the pairs and KPU do in tests of candidacy, and the papers that they bring."""

import io
from typing import Any

import pikepdf
import psycopg
from PIL import Image

from devstack.pytest_plugin import Api

PEMILIHAN = "uji-2024"
PARTAI = [
    {
        "kode": kode, "nomor": nomor, "nama": kode, "suara": suara, "asal_suara": "generated",
        "kursi": kursi, "asal_kursi": "press", "sumber": "uji",
    }
    for nomor, (kode, suara, kursi) in enumerate(
        [("anggrek", 70_000, 9), ("bakung", 30_000, 4), ("cempaka", 5_000, 0)], start=1
    )
]  # fmt: skip
OCTETS = {"content-type": "application/octet-stream"}


def pdf(isi: str = "uji") -> bytes:
    """A sound document that says something."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = isi
    out = io.BytesIO()
    document.save(out, static_id=True)
    return out.getvalue()


def photo() -> bytes:
    """A sound picture."""
    out = io.BytesIO()
    Image.new("L", (40, 30)).save(out, "PNG")
    return out.getvalue()


def calon(posisi: str, n: int, **changes: Any) -> dict[str, Any]:
    """What a generated candidate states."""
    return {
        "posisi": posisi,
        "nama": f"{posisi.title()} Buatan {n}",
        "nik": f"19060115059{n:05d}",
        "jenis_kelamin": "L",
        "tempat_lahir": "Manggar",
        "tanggal_lahir": "1980-05-15",
    } | changes


#: Every document that is asked for, as if uploaded: what uploading does has tests of its own.
EXAMINED = """
    insert into berkas (sidik, unit, jenis, ukuran, status, tiba_pada)
    values (repeat('0', 64), '', 'application/pdf', 1, 'bersih', now()) on conflict do nothing
"""
FILED = """
    insert into dokumen_syarat (id, nominasi, posisi, jenis, versi, wilayah, peserta, sidik,
        diterima_pada, oleh)
    select gen_random_uuid(), %(id)s, b.posisi, b.jenis, 1, '19', %(peserta)s, repeat('0', 64),
        now(), 'uji'
    from unnest(%(posisi)s::text[], %(jenis)s::text[]) as b (posisi, jenis);
"""
STANDING = """
    insert into syarat (nominasi, posisi, jenis, wilayah, peserta, status, dokumen_versi)
    select nominasi, posisi, jenis, wilayah, peserta, 'diunggah', 1 from dokumen_syarat
    where nominasi = %(id)s
"""


class Office:
    """The acts of the pairs and of KPU, shortened; each returns the answer."""

    def __init__(self, api: Api, owner: str):
        self.api, self.owner = api, owner

    async def ok(self, method: str, path: str, *roles: str, status: int = 200, **options: Any):
        answer = await self.api(method, path, *roles, **options)
        assert answer.status_code == status, answer.text
        return answer

    async def prepare(self) -> None:
        """Parties and threshold."""
        await self.mend(PARTAI)
        where = f"/pemilihan/{PEMILIHAN}/ambang-batas"
        await self.ok("POST", where, "kpu_provinsi", status=201, json=threshold())

    async def parties(self) -> dict[str, str]:
        """The version of the parties as they are now."""
        seen = await self.ok("GET", "/partai", params={"pemilihan": PEMILIHAN})
        return {"if-match": seen.headers["etag"]}

    async def mend(self, partai: list[dict[str, Any]]) -> None:
        """Register parties, or mend the figures of those that are there."""
        await self.ok(
            "POST", f"/pemilihan/{PEMILIHAN}/partai", "kpu_provinsi", status=201,
            json={"partai": partai}, headers=await self.parties(),
        )  # fmt: skip

    async def grant(self, peserta: str, *partai: str) -> str:
        body = {"pemilihan": PEMILIHAN, "peserta": peserta, "partai": list(partai)}
        answer = await self.ok("POST", "/nominasi", "operator", status=201, json=body)
        return answer.json()["id"]

    async def version(self, id_: str) -> dict[str, str]:
        return {"if-match": (await self.dossier(id_)).headers["etag"]}

    async def dossier(self, id_: str):
        return await self.ok("GET", f"/nominasi/{id_}", "kpu_provinsi")

    async def items(self, id_: str) -> list[dict[str, Any]]:
        answer = await self.ok("GET", f"/nominasi/{id_}/dokumen", "verifikator")
        return answer.json()["butir"]

    async def upload(
        self, id_: str, peserta: str, posisi: str, jenis: str, content: bytes | None = None
    ):
        return await self.api(
            "POST", f"/nominasi/{id_}/dokumen", "admin_silon", peserta=peserta,
            params={"posisi": posisi, "jenis": jenis}, headers=OCTETS,
            content=content or (photo() if jenis == "pas-foto" else pdf()),
        )  # fmt: skip

    async def fill(self, id_: str, peserta: str, n: int = 1, **changes: Any) -> None:
        """State both candidates; every document that is asked for is there."""
        await self.state(id_, peserta, n, **changes)
        items = await self.items(id_)
        values = {
            "id": id_, "peserta": peserta, "posisi": [i["posisi"] for i in items],
            "jenis": [i["jenis"] for i in items],
        }  # fmt: skip
        async with await psycopg.AsyncConnection.connect(self.owner) as connection:
            await connection.execute(EXAMINED)
            await connection.execute(FILED, values)
            await connection.execute(STANDING, values)

    async def state(self, id_: str, peserta: str, n: int = 1, **changes: Any) -> None:
        """State both candidates."""
        for k, posisi in enumerate(("calon", "wakil")):
            body = calon(posisi, 10 * n + k, **(changes if posisi == "calon" else {}))
            await self.ok(
                "POST", f"/nominasi/{id_}/calon", "admin_silon", peserta=peserta, json=body,
                headers=await self.version(id_),
            )  # fmt: skip

    async def submit(self, id_: str, peserta: str, act: str = "pengajuan", **options: Any):
        headers = await self.version(id_)
        return await self.api(
            "POST", f"/nominasi/{id_}/{act}", "lo", peserta=peserta, headers=headers, **options
        )

    async def replace_parties(self, id_: str, peserta: str, *partai: str):
        return await self.submit(id_, peserta, "partai-pengusul", json={"partai": list(partai)})

    async def receive(self, id_: str, missing: tuple[str, ...] = ()):
        butir = [
            {
                "posisi": i["posisi"], "jenis": i["jenis"],
                "keberadaan": "tidak-ada" if i["jenis"] in missing else "ada",
            }
            for i in await self.items(id_)
        ]  # fmt: skip
        return await self.api(
            "POST", f"/nominasi/{id_}/penerimaan", "kpu_provinsi",
            json={"ba_nomor": "SIMULASI/BA/1", "butir": butir}, headers=await self.version(id_),
        )  # fmt: skip

    async def judge(self, id_: str, bad: dict[str, str] | None = None, status=("disegel",)) -> None:
        """Propose and approve every sealed document; `bad` says what is found of some kinds."""
        bad = bad or {}
        todo = [i for i in await self.items(id_) if i["status"] in status]
        usulan = [
            seen(i) | {
                "nilai": bad.get(i["jenis"], "ms"),
                "alasan": "tidak-dilegalisasi" if i["jenis"] in bad else None,
            }
            for i in todo
        ]  # fmt: skip
        await self.ok("POST", f"/nominasi/{id_}/usulan", "verifikator", json={"butir": usulan})
        await self.approve(id_)

    async def approve(self, id_: str) -> None:
        """Approve every proposal as it is."""
        setuju = [
            {
                "posisi": i["posisi"], "jenis": i["jenis"], "setuju": True,
                "usulan_ke": i["usulan_ke"],
            }
            for i in await self.items(id_)
            if i["status"] in {"diusulkan", "diusulkan-ulang"}
        ]  # fmt: skip
        await self.ok("POST", f"/nominasi/{id_}/persetujuan", "penyetuju", json={"butir": setuju})

    async def result(self, id_: str):
        return await self.api(
            "POST", f"/nominasi/{id_}/hasil-penelitian", "kpu_provinsi",
            json={"ba_nomor": "SIMULASI/BA/2"}, headers=await self.version(id_),
        )  # fmt: skip

    async def registered(self, peserta: str, *partai: str, n: int = 1, **changes: Any) -> str:
        """A nomination that was received."""
        id_ = await self.grant(peserta, *partai)
        await self.fill(id_, peserta, n, **changes)
        assert (await self.submit(id_, peserta)).status_code == 200
        answer = await self.receive(id_)
        assert answer.json()["nominasi"]["status"] == "diterima", answer.text
        return id_

    async def qualified(self, peserta: str, *partai: str, n: int = 1, **changes: Any) -> str:
        """A nomination that is MS."""
        id_ = await self.registered(peserta, *partai, n=n, **changes)
        await self.judge(id_)
        answer = await self.result(id_)
        assert answer.json()["status"] == "ms-sementara", answer.text
        return id_

    async def determine(
        self, *, suara: str = "setuju", headers: dict[str, str] | None = None, **changes: Any
    ):
        ready = await self.ok("GET", "/penetapan", "ketua", params={"pemilihan": PEMILIHAN})
        return await self.api(
            "POST", f"/pemilihan/{PEMILIHAN}/penetapan", "ketua", json=plenary(suara) | changes,
            headers=headers or {"if-match": ready.headers["etag"]},
        )  # fmt: skip

    async def draw(self, **changes: Any):
        body = {
            "cara": "fisik", "sumber": "rapat pleno terbuka", "ba_nomor": "SIMULASI/BA/4",
            "sk_nomor": "SIMULASI/SK/NOMOR",
        } | changes  # fmt: skip
        return await self.api("POST", f"/pemilihan/{PEMILIHAN}/pengundian", "ketua", json=body)

    async def number(self, *pairs: str) -> None:
        """Draw the numbers of pairs by balls, in this order; two persons enter them."""
        nomor = {id_: n for n, id_ in enumerate(pairs, start=1)}
        assert (await self.draw(nomor=nomor)).status_code == 201
        assert (await self.confirm(nomor=nomor)).status_code == 200

    async def drawn(self) -> str:
        """The version of the draw, as anybody reads it."""
        answer = await self.ok("GET", "/pengundian", params={"pemilihan": PEMILIHAN})
        return answer.headers["etag"]

    async def confirm(self, sub: str = "anggota", *, versi: str | None = None, **body: Any):
        return await self.api(
            "POST", f"/pemilihan/{PEMILIHAN}/pengundian/konfirmasi", "ketua", sub=sub, json=body,
            headers={"if-match": versi or await self.drawn()},
        )  # fmt: skip

    async def discard(self, alasan: str, *, versi: str | None = None):
        return await self.api(
            "POST", f"/pemilihan/{PEMILIHAN}/pengundian/pembatalan", "ketua",
            json={"alasan": alasan}, headers={"if-match": versi or await self.drawn()},
        )  # fmt: skip


def seen(item: dict[str, Any]) -> dict[str, Any]:
    """Which document a finding is about, and what its sender saw of it."""
    key = {name: item[name] for name in ("posisi", "jenis", "usulan_ke")}
    return key | {"versi": item["versi"][-1]["versi"]}


def threshold(**changes: Any) -> dict[str, Any]:
    """A threshold decree: ten percent of 105,000 valid votes."""
    return {
        "sk_nomor": "SIMULASI/SK/AMBANG",
        "sk_tanggal": "2024-08-26",
        "dpt": {"jumlah": 1_067_434, "asal": "press", "sumber": "uji"},
        "suara_sah": {"jumlah": 105_000, "asal": "generated", "sumber": "uji"},
        "kursi": 45,
    } | changes


def plenary(suara: str = "setuju") -> dict[str, Any]:
    """Minutes, decree and five votes."""
    return {
        "ba_nomor": "SIMULASI/BA/3", "ba_tanggal": "2024-09-22",
        "sk_nomor": "SIMULASI/SK/PENETAPAN", "sk_tanggal": "2024-09-22",
        "suara": [{"anggota": n, "suara": suara} for n in range(1, 6)],
    }  # fmt: skip
