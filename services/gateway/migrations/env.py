"""Migration environment of gateway; run by its owner role."""

import importlib
import pkgutil

from election_common import migrations
from gateway import store
from gateway.store.base import Base

for module in pkgutil.iter_modules(store.__path__):
    importlib.import_module(f"gateway.store.{module.name}")

migrations.run(Base.metadata)
