"""Fixtures of publication: its API in process, voter-registry's facts delivered by hand."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Api
from election_common.database import create_engine, create_sessions, transaction
from publication.consumers import SOURCES
from publication.jobs import Publisher
from publication.main import create_app

PEMILIHAN = "uji-2024"
WILAYAH = [
    ("19", "Kepulauan Bangka Belitung", "provinsi", None),
    ("1903", "Kabupaten Bangka Selatan", "kabupaten", "19"),
    ("190301", "Toboali", "kecamatan", "1903"),
    ("1903012001", "Jeriji", "desa", "190301"),
    ("190302", "Simpang Rimba", "kecamatan", "1903"),
    ("1903022001", "Rajik", "desa", "190302"),
    ("1971", "Kota Pangkalpinang", "kota", "19"),
    ("197101", "Bukit Intan", "kecamatan", "1971"),
    ("1971011001", "Air Itam", "kelurahan", "197101"),
]
#: Men and women in the DPT of each TPS.
DPT = {
    "1903": {"1903012001001": (150, 140), "1903012001002": (100, 120), "1903022001001": (200, 190)},
    "1971": {"1971011001001": (250, 260)},
}
ATURAN = {
    "tps_maksimum": 600,
    "cadangan_surat_suara": "0.025",
    "label_pemilih": {"terdaftar": "DPT", "pindahan": "DPPh", "tambahan_ktp": "DPTb"},
}
KOLOM = [
    {"nomor": 1, "jenis": "PASLON", "label": "Satu"},
    {"nomor": 2, "jenis": "PASLON", "label": "Dua"},
]
ACTS = (
    "hasil-tps",
    "rekapitulasi-kecamatan",
    "rekapitulasi-kabko",
    "rekapitulasi-provinsi",
    "pengumuman-hasil",
)


@dataclass(frozen=True)
class Office:
    """The API, with a short way to do an act on the election of the tests."""

    api: Api

    async def __call__(self, *args: Any, **options: Any) -> httpx.Response:
        return await self.api(*args, **options)

    async def act(
        self, path: str, *roles: str, di: str = "19", versi: str | None = None, **body: Any
    ) -> httpx.Response:
        """Do an act of the region `di`, on the version that is named by its ETag."""
        where = f"/pemilihan/{PEMILIHAN}/{path}"
        headers = {"if-match": versi} if versi else {}
        return await self.api("POST", where, *roles, wilayah=di, json=body, headers=headers)


def form(tps: str, *, satu: int = 60, dua: int = 50, tidak_sah: int = 5, **changes: Any) -> dict:
    """A form of C.HASIL on which every check holds, with the DPT of its TPS."""
    l, p = DPT[tps[:4]][tps]
    total = satu + dua + tidak_sah
    diterima = l + p - (-(l + p) * 25 // 1000)  # rounded up
    none = {"l": 0, "p": 0, "jumlah": 0}
    users = {"l": total // 2, "p": total - total // 2, "jumlah": total}
    return {
        "tps": tps,
        "pemilih": {"terdaftar": {"l": l, "p": p, "jumlah": l + p}},
        "pengguna": {
            "terdaftar": users,
            "pindahan": none,
            "tambahan_ktp": none,
            "jumlah": users,
        },
        "surat_suara": {
            "diterima": diterima,
            "digunakan": total,
            "dikembalikan": 1,
            "tidak_digunakan": diterima - total - 1,
        },
        "suara": {"1": satu, "2": dua},
        "suara_sah": satu + dua,
        "suara_tidak_sah": tidak_sah,
        "total_suara": total,
    } | changes


@pytest.fixture
def make_form() -> Callable[..., dict]:
    return form


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("publication")


@pytest.fixture
async def api(
    database: ServiceDatabase,
    service_env: Callable[..., None],
    serve: Callable[..., Awaitable[Api]],
) -> Office:
    service_env(database, "app")
    return Office(await serve(create_app()))


@pytest.fixture
async def worker(database: ServiceDatabase) -> AsyncIterator[Any]:
    """Sessions of the worker role."""
    engine = create_engine(database.worker, pool_size=4, statement_timeout="60s")
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def public_dir(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def publisher(worker: Any, public_dir: Path) -> Publisher:
    return Publisher(worker, public_dir)


@pytest.fixture
def deliver(worker: Any) -> Callable[..., Awaitable[None]]:
    """Deliver a fact of another service, of voter-registry unless told otherwise."""

    async def send(subject: str, *, dari: str = "voter-registry", **data: Any) -> None:
        table = SOURCES[dari.upper().replace("-", "_")]
        subscription = table[f"{dari}.{subject}.v1"]
        async with transaction(worker, scope=None) as tx:
            reading = subscription.reading.model_validate(data)
            await subscription.handler(tx, reading, at=datetime.now(UTC))

    return send


@pytest.fixture
async def pemilihan(deliver: Callable[..., Awaitable[None]]) -> str:
    """A sandbox election with its regions, as voter-registry announces it."""
    rows = [dict(zip(("kode", "nama", "jenis", "induk"), w, strict=True)) for w in WILAYAH]
    await deliver("wilayah.dimuat", provinsi="19", wilayah=rows, sumber="uji")
    await deliver(
        "pemilihan.didaftarkan",
        pemilihan=PEMILIHAN,
        nama="Uji",
        jenis="pilkada",
        wilayah="19",
        hari_pemungutan="2024-11-27",
        sandbox=True,
        waktu_legal="2024-11-28T08:00:00+07:00",
        aturan=ATURAN,
    )
    return PEMILIHAN


@pytest.fixture
async def dpt(pemilihan: str, deliver: Callable[..., Awaitable[None]]) -> None:
    """The DPT of both kabupaten/kota."""
    for kab, tps in DPT.items():
        await deliver(
            "daftar-pemilih.dpt-ditetapkan",
            pemilihan=pemilihan,
            wilayah=kab,
            cuplikan=uuid.uuid4().hex,
            sidik="0" * 64,
            l=sum(l for l, _ in tps.values()),
            p=sum(p for _, p in tps.values()),
            asal_jumlah="official",
            asal_lp="generated",
            rekap=[{"tps": kode, "l": l, "p": p, "baru": 0} for kode, (l, p) in tps.items()],
            ba_nomor="BA/1",
            sk_nomor="SK/1",
            ditetapkan_pada="2024-09-20T10:00:00+07:00",
        )


def stage(kode: str, act: str, **changes: Any) -> dict[str, Any]:
    """A row of a schedule."""
    return {
        "kode": kode,
        "layanan": "publication",
        "kegiatan": act,
        "tindakan": [act],
        "mulai": "2024-11-27T13:00:00+07:00",
        "selesai": "2024-12-16T23:59:00+07:00",
        "set_by": "KPU RI",
        "dasar": "PKPU 18/2024",
        "tanda": "S",
    } | changes


@pytest.fixture
def make_stage() -> Callable[..., dict]:
    return stage


@pytest.fixture
def open_schedule(api: Api, pemilihan: str) -> Callable[[], Awaitable[None]]:
    """Publish a schedule in which every act of the service is open."""

    async def publish() -> None:
        rows = [stage(f"S{n}", act) for n, act in enumerate(ACTS)]
        answer = await api.act("tahapan", "kpu_provinsi", sumber="PKPU 2/2024", tahapan=rows)
        assert answer.status_code == 201, answer.text

    return publish


@pytest.fixture
async def siap(api: Api, dpt: None, open_schedule: Callable[[], Awaitable[None]]) -> None:
    """An election whose schedule is published and whose columns are fixed."""
    await open_schedule()
    answer = await api.act("kolom-suara", "kpu_provinsi", kolom=KOLOM)
    assert answer.status_code == 201, answer.text


@pytest.fixture
def send_forms(api: Api, siap: None) -> Callable[..., Awaitable[httpx.Response]]:
    """Send forms as an office of the province."""

    async def send(*forms: dict, wilayah: str = "19", asal: str = "generated") -> httpx.Response:
        return await api.act("hasil-tps", "kpu_kabko", di=wilayah, asal=asal, butir=forms)

    return send


@pytest.fixture
def plenary(api: Api) -> Callable[..., Awaitable[httpx.Response]]:
    """Hold the plenary of a region; what it declares is what was computed, unless changed."""
    roles = {2: "kpu_provinsi", 4: "kpu_kabko", 6: "ppk"}

    async def hold(
        wilayah: str, *, asal: str = "official", full: bool = False, **changes: Any
    ) -> httpx.Response:
        params = {"pemilihan": PEMILIHAN, "wilayah": wilayah}
        unit = (await api("GET", "/rekapitulasi", params=params)).json()
        names = ["suara", "suara_sah", "suara_tidak_sah", "total_suara"]
        names += ["pemilih", "pengguna", "surat_suara", "jumlah_tps"] if full else []
        declared = {n: unit["dihitung"][n] for n in names} | changes.pop("dinyatakan", {})
        body = {
            "wilayah": wilayah,
            "asal": asal,
            "berita_acara": {
                "nomor": f"BA/{wilayah}",
                "tanggal": "2024-12-01",
                "penanda_tangan": ["Ketua"],
            },
            "dinyatakan": declared,
        }
        role = roles[len(wilayah)]
        return await api.act("rekapitulasi", role, di=wilayah, **body | changes)

    return hold
