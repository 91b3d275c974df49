"""Watches rows that wait for somebody outside the house; nothing else fails while he is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import LiteralString

from sqlalchemy import text

from election_common.alarms import Alarms
from election_common.database import Sessions, transaction
from election_common.loop import Loop


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that wait.

    Attributes:
        name: Its name in the metrics.
        since: The SQL expression of when the oldest began to wait; null while none does.
        late_seconds: How long that may be.
        alarm: The name of the alarm afterwards.
        text: What the alarm says: where to look.
    """

    name: str
    since: LiteralString
    late_seconds: float
    alarm: str
    text: str


class QueueWatch:
    """Watches the queues of a service.

    Args:
        sessions: The service's database.
        queues: What waits there.
        alarms: Where is said what is wrong.
    """

    def __init__(self, sessions: Sessions, queues: Sequence[Queue], alarms: Alarms):
        self.oldest_seconds = {queue.name: 0.0 for queue in queues}
        self._sessions = sessions
        self._queues = queues
        self._alarms = alarms

    def loop(self) -> Loop:
        """Look every few seconds."""
        return Loop("queues", self.look, "false")

    async def look(self) -> bool:
        """Look, and sound or end the alarms."""
        for queue in self._queues:
            async with transaction(self._sessions, scope=None) as tx:
                age = f"extract(epoch from clock_timestamp() - ({queue.since}))::float"
                seconds = await tx.scalar(text(f"select {age}"))
            self.oldest_seconds[queue.name] = max(0.0, seconds or 0.0)
            if self.oldest_seconds[queue.name] > queue.late_seconds:
                self._alarms.sound(queue.alarm, queue.text)
            else:
                self._alarms.clear(queue.alarm)
        return False
