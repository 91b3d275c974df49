"""Acts of candidacy: who may do each, in which window of the schedule, on what basis."""

from election_common.tindakan import Tindakan

#: Every act of the service, in the order of an election.
SEMUA = tuple(value for value in dict(globals()).values() if isinstance(value, Tindakan))
