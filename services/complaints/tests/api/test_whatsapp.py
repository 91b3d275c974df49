"""The webhook keeps its own protocol: who signed, once each, in any order."""

import asyncio
import hashlib
import hmac
import json

import pytest

from complaints.domain.pesan import sidik_bukti

WARGA = "6281234567890"
SECRET = "secret"


def envelope(*messages, statuses=()):
    value = {
        "messaging_product": "whatsapp",
        "contacts": [{"profile": {"name": "Siti"}, "wa_id": WARGA}],
        "messages": list(messages),
        "statuses": list(statuses),
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def text_message(id_, body="Nama saya tidak ada di DPT"):
    return {
        "from": WARGA, "id": id_, "timestamp": "1764000000", "type": "text", "text": {"body": body},
    }  # fmt: skip


async def send(api, body, *, secret=SECRET, signature=None):
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    headers = {
        "x-hub-signature-256": signature if signature is not None else f"sha256={digest}",
        "content-type": "application/json",
    }
    return await api.api.client.post("/v1/webhooks/whatsapp", content=raw, headers=headers)


async def test_verification_returns_the_challenge(api):
    params = {"hub.mode": "subscribe", "hub.verify_token": "verify", "hub.challenge": "12345"}
    answer = await api("GET", "/webhooks/whatsapp", params=params)
    assert (answer.status_code, answer.text) == (200, "12345")
    answer = await api("GET", "/webhooks/whatsapp", params=params | {"hub.verify_token": "x"})
    assert answer.json()["code"] == "tanda-tangan-webhook-tidak-sah"


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc"])
async def test_an_unsigned_body_is_refused(api, owner, signature):
    answer = await send(api, envelope(text_message("a")), signature=signature)
    assert (answer.status_code, answer.json()["code"]) == (403, "tanda-tangan-webhook-tidak-sah")
    assert await owner("select 1 from pesan_masuk") == []


async def test_the_signature_is_of_the_raw_bytes(api, owner):
    raw = json.dumps(envelope(text_message("a", "terima kasih 🙏")), indent=3, ensure_ascii=False)
    assert (await send(api, raw.encode())).status_code == 200
    assert (await send(api, envelope(text_message("b")), secret="other")).status_code == 403
    assert len(await owner("select 1 from pesan_masuk")) == 1


async def test_twenty_deliveries_at_once_are_one_message(api, owner):
    answers = await asyncio.gather(*(send(api, envelope(text_message("a"))) for _ in range(20)))
    assert {a.status_code for a in answers} == {200}
    rows = await owner("select id, isi from pesan_masuk")
    assert [r["id"] for r in rows] == [sidik_bukti(SECRET, "a")]
    assert b"DPT" not in bytes(rows[0]["isi"])


async def test_a_batch_may_hold_many_and_know_some(api, owner):
    await send(api, envelope(text_message("a")))
    await send(api, envelope(text_message("a"), text_message("b"), text_message("c")))
    assert len(await owner("select 1 from pesan_masuk")) == 3


async def test_what_the_provider_may_add_is_passed_over(api, owner):
    no_number = text_message("x") | {"from": "", "user_id": "US.1"}
    unknown, reaction = (
        {"from": WARGA, "id": kind, "timestamp": "1764000000", "type": kind, kind: {}}
        for kind in ("jajak", "reaction")
    )
    body = envelope(no_number, unknown, reaction, statuses=[
        {"id": "w", "status": "warned", "timestamp": "1764000000"},
        {"id": "w", "status": "sent", "timestamp": "1764000000", "biz_opaque_callback_data": "?"},
    ]) | {"baru": 1}  # fmt: skip
    body["entry"][0]["changes"][0]["value"]["contacts"] = []
    assert (await send(api, body)).status_code == 200
    (row,) = await owner("select id from pesan_masuk")
    assert row["id"] == sidik_bukti(SECRET, "jajak")
    assert [r["status"] for r in await owner("select status from status_pesan")] == ["sent"]


async def test_a_signed_body_of_another_kind_is_refused(api):
    answer = await send(api, {"object": "page"})
    assert (answer.status_code, answer.json()["code"]) == (422, "webhook-tidak-dikenal")
