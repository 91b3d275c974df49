"""A message that an office asks for, whom it reaches, and how far messages have come."""

WARGA = "6281234567890"
PESAN = {
    "wilayah": "1906", "penerima": "0812 3456 7890", "templat": "status_tiket",
    "parameter": {"nomor": "PL/1", "status": "Selesai"},
}  # fmt: skip


async def states(owner):
    return [r["status"] for r in await owner("select status from pesan order by id")]
