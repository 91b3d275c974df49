"""The tail of a feed: its producer is asked for new facts every two seconds, broker or not.

For facts that must not wait while the broker is away from either of the two: a revocation is felt
by every service within 5 s (ADR 6). They pass the gate like any other delivery, so of the two ways
the one that comes second changes nothing.
"""

from collections.abc import Callable

from election_common.consumer import Answer, Consumer
from election_common.gap import PAGE, Feeds
from election_common.loop import Loop

SECONDS = 2.0


class Tail:
    """Follows the feed of one stream's producer from where it stands now.

    Args:
        consumer: Takes the facts in.
        feeds: Where the producer is asked.
        stream: Name of the stream.
        hasten: Has the copies compared: that finds what was recorded before.
    """

    def __init__(
        self, consumer: Consumer, feeds: Feeds, stream: str, hasten: Callable[[], None]
    ) -> None:
        self._consumer = consumer
        self._feeds = feeds
        self._stream = stream
        self._hasten = hasten
        self._place: tuple[int, int] | None = None

    async def follow(self) -> bool:
        """Take in the next page; says whether there may be more at once.

        A page of which a fact failed is asked for again.

        Raises:
            httpx.HTTPError: The producer or the issuer of tokens is away, or refuses.
        """
        epoch, after = self._place = self._place or await self._end()
        found, end, events = await self._feeds.page(self._stream, after)
        if found != epoch:  # restored: its numbers are given anew
            self._place = None
            return True
        if Answer.AGAIN in [await self._consumer.take(event) for event in events]:
            return False
        self._place = epoch, end
        return len(events) == PAGE

    async def _end(self) -> tuple[int, int]:
        """Where the feed ends now."""
        summary = await self._feeds.summary(self._stream)
        self._hasten()
        return summary["feed_epoch"], summary["feed_no"]

    def loop(self) -> Loop:
        """The loop of a worker that follows it."""
        return Loop(f"tail of {self._stream}", self.follow, "false", SECONDS)
