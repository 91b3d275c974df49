"""What complaints finds by its keys: conversations by their number, tickets by the digest of a PIN.

Of a PIN nothing but its digest is kept, so no walk brings it under a new key: a right PIN that is
shown does (`lacak_pin`). What tickets and messages seal is not walked, so the older keys for
values are kept as long as those rows.
"""

from sqlalchemy import text

from complaints.store.percakapan import place
from election_common.database import Tx
from election_common.keyring import Purpose
from election_common.reseal import Holdings, Waiting
from election_common.sealed_table import Left, SealedTable

_PINS = text("select kid, jumlah from pin_menurut_kunci() where kid <> :primary")


async def count_pins(tx: Tx, primary: str) -> Left:
    """How many tickets have their PIN under which older key, sealed tickets among them."""
    found = await tx.execute(_PINS, {"primary": primary})
    return Left({f"{Purpose.PIN} {kid}": rows for kid, rows in found})


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
    [Purpose.INDEX],
    [PERCAKAPAN],
    [
        Waiting(
            Purpose.PIN,
            count_pins,
            "a PIN is digested anew when its reporter shows it; `retire` lets the others lapse",
        )
    ],
    {Purpose.VALUE: "tickets, messages and sealed attachments stay as they were sealed"},
)
