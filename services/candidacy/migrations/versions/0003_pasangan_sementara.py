"""The pairs that the public may respond to."""

from pathlib import Path

from election_common import migrations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
