"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription, subscriptions
from election_common.kerangka import jendela
from voter_registry.events import consumed
from voter_registry.usecases import tanggapan

#: By stream, then by subject.
SOURCES = {
    "PUBLICATION": jendela.SUBSCRIPTIONS,
    "COMPLAINTS": subscriptions(
        Subscription(consumed.TanggapanDaftarDiterima, tanggapan.file_response, once=True),
        Subscription(consumed.PesanTerkirim, tanggapan.accept_delivery, once=True),
        Subscription(consumed.PesanGagal, tanggapan.accept_delivery, once=True),
    ),
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {"PUBLICATION": (jendela.READ_MODEL,)}
