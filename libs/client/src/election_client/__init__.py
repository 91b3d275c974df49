"""The house's API for programs: typed, retried once too often rather than once too few.

    with Client("https://gateway.example", credentials) as kpu:
        wilayah = kpu.read("/voter-registry/v1/wilayah/19", WilayahKeluaran).body

`election_client.models` has the shapes of each service, made from its document.
"""

from election_client.answer import Answer
from election_client.async_client import AsyncClient
from election_client.client import Client
from election_client.credentials import ClientSecret
from election_client.operation import Operation, OperationFailed
from election_client.problem import Conflict, Problem

__all__ = [
    "Answer",
    "AsyncClient",
    "Client",
    "ClientSecret",
    "Conflict",
    "Operation",
    "OperationFailed",
    "Problem",
]
