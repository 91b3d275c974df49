"""What each POST does to what others have seen, and so whether it names the version of that."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Kelas(StrEnum):
    """What a POST does. Only a decision overwrites what somebody else may have changed meanwhile.

    KEPUTUSAN decides about a version that its caller has seen: it needs If-Match. TAMBAHAN adds
    what was not there, or names the version of each of its items. PEMICU sets work going, or moves
    what goes one way only. BACAAN reads, its question in the body, and leaves a record at most.
    """

    KEPUTUSAN = "keputusan"
    TAMBAHAN = "tambahan"
    PEMICU = "pemicu"
    BACAAN = "bacaan"


#: The POSTs that every service has.
UMUM: Mapping[str, Kelas] = {
    "trace_reads": Kelas.BACAAN,
    "issue_stream_ticket": Kelas.BACAAN,
    "retry_dead_letter": Kelas.PEMICU,
    "discard_dead_letter": Kelas.PEMICU,
}


def takes(operation: dict[str, Any], header: str) -> bool:
    """Whether an operation takes a header, named in small letters."""
    return any(
        parameter["in"] == "header" and parameter["name"].lower() == header
        for parameter in operation.get("parameters", [])
    )


def posts_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The POSTs of a service by their ids."""
    items = (item["post"] for item in document["paths"].values() if "post" in item)
    return {operation["operationId"]: operation for operation in items}
