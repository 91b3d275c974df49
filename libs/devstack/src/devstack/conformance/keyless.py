"""The POSTs without an Idempotency-Key, public ones among them: the whole list, and why."""

from collections.abc import Mapping

#: What makes each harmless twice, by its address; `docs/protocols.md` shows it.
TANPA_KUNCI: Mapping[str, str] = {
    "POST /v1/operasi/{id}/tiket": "each ticket is new; one that nobody uses expires",
    "POST /v1/cek-dpt": "a read, its question in the body; it leaves nothing",
    "POST /v1/pencarian-pemilih": "a read, its question in the body; each is recorded, and counts",
    "POST /v1/lacak/{id}/rincian": "a read by PIN; a wrong PIN counts each time, as it should",
    "POST /v1/tenggat/hitung": "a calculation; it leaves nothing",
    "POST /v1/webhooks/whatsapp": "a foreign protocol: each message and status has an id",
}
