"""A search is planned for the name that it looks for."""

from pathlib import Path

from election_common import migrations

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
