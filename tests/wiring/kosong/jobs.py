"""Its one job: counts, a step at a time, each step committed; a second run goes on from there."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from election_common.database import Sessions, transaction
from election_common.jobs import Job
from election_common.operasi import life, row
from election_common.scope import Scope

STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs, with what they work on."""

    sessions: Sessions

    def table(self) -> dict[str, Job]:
        return {"hitungan": self.hitungan}

    async def hitungan(self, *, operasi: str) -> None:
        more = True
        while more:
            more = await self._step(UUID(operasi))
            await asyncio.sleep(STEP_SECONDS)

    async def _step(self, id_: UUID) -> bool:
        async with transaction(self.sessions, scope=None) as tx:
            found = await row.get(tx, Scope.nasional(), id_, lock=True)
            if found is None or found.ended:
                return False
            at, total = datetime.now(UTC), found.argumen["sampai"]
            found.mulai_pada = found.mulai_pada or at
            found.status, found.langkah, found.total = "berjalan", "menghitung", total
            found.selesai += 1
            if found.selesai == total:
                life.finish(found, at=at, hasil={"sampai": total})
            return not found.ended
