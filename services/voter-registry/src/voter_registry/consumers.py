"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription
from voter_registry.events.consumed import TahapanDijadwalkan
from voter_registry.usecases.jadwal import copy_schedule

#: By stream, then by subject.
SOURCES = {
    "PUBLICATION": {
        TahapanDijadwalkan.subject: Subscription(TahapanDijadwalkan, copy_schedule),
    },
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {"PUBLICATION": ("jendela",)}
