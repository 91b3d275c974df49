"""What is sealed of a ticket, and with whose keys: those of a sealed unit open nothing else's."""

import json
from collections.abc import Mapping
from uuid import UUID

from complaints.store import riwayat as riwayat_store
from complaints.store import tiket as tiket_store
from complaints.store.riwayat import Catatan, Riwayat
from complaints.store.tiket import Tiket
from election_common.keyring import Keyring, Purpose


def seal_pribadi(keyring: Keyring, unit: str, id_: UUID, pribadi: Mapping[str, str]) -> bytes:
    """Seal who reports, whom, and the story, for one ticket."""
    document = json.dumps({k: v for k, v in pribadi.items() if v}, ensure_ascii=False)
    return keyring.of(unit).seal(document, tiket_store.place(id_))


def open_pribadi(keyring: Keyring, tiket: Tiket) -> dict[str, str]:
    """Open what `seal_pribadi` has sealed."""
    text = keyring.of(tiket.unit).open(tiket.pribadi, tiket_store.place(tiket.id))
    found: dict[str, str] = json.loads(text)
    return found


def seal_words(keyring: Keyring, tiket: Tiket, table: str, id_: UUID, words: str) -> bytes:
    """Seal what somebody wrote about a ticket, for one row of a table."""
    return keyring.of(tiket.unit).seal(words, riwayat_store.place(table, id_))


def open_words(keyring: Keyring, tiket: Tiket, row: Riwayat | Catatan) -> str | None:
    """Open what somebody wrote about a ticket; None where nobody did."""
    sealed = row.keterangan if isinstance(row, Riwayat) else row.isi
    if sealed is None:
        return None
    place = riwayat_store.place(row.__tablename__, row.id)
    return keyring.of(tiket.unit).open(sealed, place)


def pin_digest(keyring: Keyring, lacak: str, pin: str) -> bytes:
    """What is kept of a PIN: its HMAC, bound to its ticket; the key is not in the database."""
    return pin_digests(keyring, lacak, pin)[0]


def pin_digests(keyring: Keyring, lacak: str, pin: str) -> list[bytes]:
    """What may be kept of a PIN, under each key for PINs, the primary first."""
    return keyring.digests(Purpose.PIN, f"{lacak}|{pin}")
