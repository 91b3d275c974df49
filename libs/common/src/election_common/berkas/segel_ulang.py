"""Sealing kept files anew under the primary key, while others read them.

Each file says in its head which key it is under. Its content is sealed anew beside it and put over
it in one step: whoever reads it meanwhile reads one or the other to its end.
"""

import asyncio
from dataclasses import dataclass
from uuid import uuid4

import obstore
import structlog
from cryptography.exceptions import InvalidTag
from obstore.store import ObjectStore

from election_common.berkas import karantina
from election_common.berkas.tersegel import keys_of, kid_of, read, seal
from election_common.berkas.tiba import LANDING, Berkas
from election_common.database import Sessions, Tx, transaction
from election_common.keyring import Keyring, Purpose
from election_common.sealed_table import Left

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """The files of a service that are kept under the keys of a unit."""

    files: ObjectStore

    async def count(self, tx: Tx, purpose: Purpose, primary: str) -> Left:
        """How many files are under an older key; they hang on keys for values alone.

        Raises:
            FileNotFoundError: One is lost: its backup is under a key that may be old.
        """
        if purpose is not Purpose.VALUE:
            return Left()
        sealed = await karantina.sealed(tx)
        kids = await asyncio.gather(*(kid_of(self.files, berkas) for berkas in sealed))
        return Left(f"{purpose} {kid}" for kid in kids if kid != primary)

    async def walk(self, sessions: Sessions, keyring: Keyring) -> int:
        """Seal anew what is under an older key; returns how many files were written.

        One that does not open is named in the log, and stays counted.
        """
        async with transaction(sessions, scope=None) as tx:
            sealed = await karantina.sealed(tx)
        return sum([await self._renew(berkas, keyring) for berkas in sealed])

    async def _renew(self, berkas: Berkas, keyring: Keyring) -> bool:
        if await kid_of(self.files, berkas) == keyring.values.primary:
            return False
        content = await read(self.files, berkas, keyring)
        anew = seal(keys_of(keyring, berkas.unit), content, berkas.sidik)
        landing = f"{LANDING}/{uuid4()}"
        try:
            await obstore.put_async(self.files, landing, anew)
        except InvalidTag:
            log.warning("file-not-whole", sidik=berkas.sidik)
            return False
        await obstore.rename_async(self.files, landing, berkas.tempat)
        return True
