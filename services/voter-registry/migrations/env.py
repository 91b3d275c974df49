"""Migration environment of voter-registry; run by its owner role."""

from importlib import import_module
from pkgutil import iter_modules

from election_common import migrations
from election_common.kerangka import jendela
from voter_registry import store
from voter_registry.store.base import Base

# The rows of a concept are known once its module is loaded.
for module in iter_modules(store.__path__):
    import_module(f"{store.__name__}.{module.name}")

migrations.run(Base.metadata, jendela.Base.metadata)
