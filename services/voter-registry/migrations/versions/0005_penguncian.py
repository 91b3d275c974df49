"""What is locked is locked for every caller, however narrow his token."""

from pathlib import Path

from election_common import migrations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply."""
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
