"""The producer's API: `POST /v1/hitungan` counts an aggregate on."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import text

from election_common.api import Api
from election_common.app import create_service
from election_common.events import record_event
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.settings import ServiceSettings
from toy import facts

router = APIRouter(prefix="/hitungan", tags=["uji"])


class Perintah(BaseModel):
    """What to count on, under the key of the act."""

    kunci: str
    nama: str


@router.post("", status_code=201, response_model=Perintah)
async def count(body: Perintah, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Count on."""
    await tx.execute(
        text("insert into perintah values (:kunci, :nama)"), body.model_dump(mode="json")
    )
    await record_event(tx, facts.Dihitung(nama=body.nama, n=0), body.nama, at=now)
    return await once.answer(201, body)


API = Api(
    name=facts.PRODUCER,
    title="Toy",
    description="Toy",
    package="voter_registry.domain",
    published=facts,
    revision="0001",
    routers=[router],
)


def create_app() -> FastAPI:
    return create_service(API, ServiceSettings())
