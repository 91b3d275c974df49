"""Settings of complaints."""

from pydantic import SecretStr

from election_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """What this service reads from its environment: the WhatsApp Business account."""

    #: Base URL of the Cloud API with its version, and the office's number there.
    whatsapp_url: str
    whatsapp_number_id: str
    whatsapp_token: SecretStr
    #: Signs webhooks, and proves to the provider that the webhook's address is ours.
    whatsapp_app_secret: SecretStr
    whatsapp_verify_token: SecretStr
