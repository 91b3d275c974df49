"""Legal time: the clock that windows and deadlines go by.

It is the machine's clock, save in a sandbox election, whose clock is a value in the data, moved by
one event of voter-registry. A production service refuses sandbox elections.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def legal_time(*, sandbox: bool, waktu_legal: datetime | None, at: datetime) -> datetime:
    """Return legal time in WIB: `waktu_legal` of a sandbox that has set it, else `at`."""
    now = waktu_legal if sandbox and waktu_legal is not None else at
    return now.astimezone(WIB)
