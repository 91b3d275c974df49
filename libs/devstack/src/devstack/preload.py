"""What most processes of the house load: imported once, before they are forked from one another.

Only libraries: our own code is loaded by each process, so that a change is there at its next start.
"""

import gc
import importlib

LIBRARIES = (
    "alembic.command",
    "cryptography.hazmat.primitives.ciphers.aead",
    "fastapi",
    "holidays.countries.indonesia",
    "httpx",
    "joserfc.jwt",
    "nats",
    "obstore.store",
    "procrastinate",
    "prometheus_client",
    "psycopg_pool",
    "pydantic.v1",
    "pydantic_settings",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "uvicorn",
)

for library in LIBRARIES:
    importlib.import_module(library)
gc.collect()
gc.freeze()  # a collection touches every object, and a touched page is shared no more
