"""What the stand-in reads from its environment."""

import os
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the process.

    Attributes:
        number_id: The office's number, as the account names it.
        token: What a sender must present.
        app_secret: What webhooks are signed with.
        webhook: Where they go.
    """

    number_id: str
    token: str
    app_secret: str
    webhook: str

    @classmethod
    def from_environment(cls) -> Self:
        """Read them; raises RuntimeError outside of development."""
        if os.environ.get("ENVIRONMENT") != "development":
            raise RuntimeError("the stand-in of WhatsApp is for development only")
        return cls(
            number_id=os.environ["WHATSAPP_NUMBER_ID"],
            token=os.environ["WHATSAPP_TOKEN"],
            app_secret=os.environ["WHATSAPP_APP_SECRET"],
            webhook=os.environ["WEBHOOK_URL"],
        )
