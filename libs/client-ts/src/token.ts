import { problemOf } from "./problem.js";

const MARGIN_SECONDS = 60;

/** Gives an access token that is good for another minute at least. */
export type Token = () => Promise<string>;

/** Tokens by client credentials (RFC 6749 section 4.4), for programs that can keep a secret. */
export function clientSecret(options: {
  tokenUrl: string;
  clientId: string;
  secret: string;
  /** What else the provider wants to be told. */
  parameters?: Record<string, string>;
}): Token {
  let token = "";
  let goodUntil = 0;
  return async () => {
    if (Date.now() / 1000 < goodUntil) return token;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: options.clientId,
      client_secret: options.secret,
      ...options.parameters,
    });
    const response = await fetch(options.tokenUrl, { method: "POST", body: form });
    if (!response.ok) throw await problemOf(response);
    const granted = (await response.json()) as { access_token: string; expires_in: number };
    token = granted.access_token;
    goodUntil = Date.now() / 1000 + granted.expires_in - MARGIN_SECONDS;
    return token;
  };
}
