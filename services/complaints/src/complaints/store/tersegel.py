"""What complaints holds under its keys: tickets, what was written, messages, conversations, PINs.

Tickets and words go by views of the owner (migration 0003), since the worker sees no sealed ticket.
Of a PIN nothing but its digest is kept, so no walk brings it under a new key: a right PIN that is
shown does (`lacak_pin`).
"""

from sqlalchemy import text

from complaints.store import pesan, riwayat, tiket
from complaints.store.percakapan import place, place_received
from election_common.database import Tx
from election_common.keyring import Purpose
from election_common.reseal import Holdings, Waiting
from election_common.sealed_table import Left, SealedTable

_PINS = text("select kid, jumlah from pin_menurut_kunci() where kid <> :primary")


async def count_pins(tx: Tx, primary: str) -> Left:
    """How many tickets have their PIN under which older key, sealed tickets among them."""
    found = await tx.execute(_PINS, {"primary": primary})
    return Left({f"{Purpose.PIN} {kid}": rows for kid, rows in found})


TIKET = SealedTable(
    "tiket_tersegel",
    key={"id": "uuid"},
    places={"pribadi": lambda row: tiket.place(row["id"])},
    unit="unit",
)
RIWAYAT = SealedTable(
    "riwayat_tersegel",
    key={"id": "uuid"},
    places={"keterangan": lambda row: riwayat.place("riwayat", row["id"])},
    unit="unit",
)
CATATAN = SealedTable(
    "catatan_tersegel",
    key={"id": "uuid"},
    places={"isi": lambda row: riwayat.place("catatan", row["id"])},
    unit="unit",
)
PESAN = SealedTable(
    "pesan",
    key={"id": "uuid"},
    places={
        "penerima": lambda row: pesan.place("penerima", row["id"]),
        "pin": lambda row: pesan.place("pin", row["id"]),
    },
)
PESAN_MASUK = SealedTable(
    "pesan_masuk",
    key={"id": "text"},
    places={"isi": lambda row: place_received(row["id"])},
)
PERCAKAPAN = SealedTable(
    "percakapan",
    key={"telepon_indeks": "bytea"},
    places={
        "telepon": lambda row: place("telepon", row["telepon_indeks"]),
        "tertunda": lambda row: place("tertunda", row["telepon_indeks"]),
    },
    indexes={"telepon_indeks": "telepon"},
)

HOLDINGS = Holdings(
    [Purpose.VALUE, Purpose.INDEX],
    [TIKET, RIWAYAT, CATATAN, PESAN, PESAN_MASUK, PERCAKAPAN],
    [
        Waiting(
            Purpose.PIN,
            count_pins,
            "a PIN is digested anew when its reporter shows it; `retire` lets the others lapse",
        )
    ],
)
