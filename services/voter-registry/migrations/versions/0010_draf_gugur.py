"""A draft that another one replaced leaves no copy of the voters."""

from pathlib import Path

from election_common import migrations

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
