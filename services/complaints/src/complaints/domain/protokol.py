"""Foreign protocols that keep their own ways: what is exempt from the house's contract, and why.

The table is the whole list: a route without an Idempotency-Key that has an effect must be in it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Protokol:
    """A foreign protocol.

    Attributes:
        nama: Its name.
        alamat: Its route here, or there for an outbound one.
        pengesahan: How its sender is known.
        kunci: What makes a repetition harmless.
        uji: The test that shows it.
    """

    nama: str
    alamat: str
    pengesahan: str
    kunci: str
    uji: str


PROTOKOL = (
    Protokol(
        "WhatsApp Cloud API, webhook: messages",
        "POST /v1/webhooks/whatsapp",
        "X-Hub-Signature-256: HMAC-SHA-256 of the raw body under the app secret",
        "messages[].id",
        "tests/api/test_whatsapp.py::test_twenty_deliveries_at_once_are_one_message",
    ),
    Protokol(
        "WhatsApp Cloud API, webhook: statuses",
        "POST /v1/webhooks/whatsapp",
        "X-Hub-Signature-256",
        "statuses[].id with statuses[].status; the furthest state stands",
        "tests/usecases/test_pesan.py::test_statuses_come_in_any_order",
    ),
    Protokol(
        "WhatsApp Cloud API, webhook: verification",
        "GET /v1/webhooks/whatsapp",
        "hub.verify_token",
        "none: it has no effect",
        "tests/api/test_whatsapp.py::test_verification_returns_the_challenge",
    ),
    Protokol(
        "WhatsApp Cloud API, sending",
        "POST /{version}/{phone_number_id}/messages",
        "Bearer token of the business account",
        "biz_opaque_callback_data: a status finds its message though the answer was lost",
        "tests/usecases/test_pesan.py::test_a_lost_answer_is_found_by_its_status",
    ),
    Protokol(
        "Tracking, details by PIN",
        "POST /v1/lacak/{id}/rincian",
        "the PIN of the ticket",
        "none: it reads; each reading is recorded, and each wrong PIN counts",
        "tests/api/test_lacak.py::test_each_reading_is_recorded_and_each_wrong_pin_counts",
    ),
)
