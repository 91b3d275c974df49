"""Attachments: until when a ticket takes them."""

from complaints.domain.mesin import berakhir
from complaints.domain.status import Status
from complaints.domain.tiket import Jenis
from election_common.errors import Refusal


def require_open(jenis: Jenis, status: Status) -> None:
    """Refuse an attachment to a ticket that has ended (`tiket-berakhir`).

    What the law still leaves open takes them: a request that was answered may be objected to.
    """
    if berakhir(jenis, status):
        raise Refusal("tiket-berakhir", status=status.value)
