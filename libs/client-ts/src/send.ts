import { problemOf, retryAfter } from "./problem.js";

export type Fetch = (request: Request) => Promise<Response>;
export type Sleep = (seconds: number) => Promise<void>;

const PAUSES_SECONDS = [0.5, 1.0];
const LONGEST_PAUSE_SECONDS = 60;
const WAITING_HELPS = new Set([429, 503]);
/** The request has certainly had no effect. A browser does not tell, so there nothing is sent again. */
const UNSENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

export const sleep: Sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/**
 * Sends a request until there is an answer that waiting does not change, three times at most. An act
 * has one key for all of them. Throws a Problem when the house said no.
 */
export async function send(request: Request, fetch: Fetch, pass: Sleep = sleep): Promise<Response> {
  if (request.method !== "GET" && !request.headers.has("idempotency-key")) {
    request.headers.set("idempotency-key", crypto.randomUUID());
  }
  for (const pause of PAUSES_SECONDS) {
    const outcome = await attempt(request.clone(), fetch);
    const wait = waitSeconds(outcome, pause);
    if (wait === undefined) return answer(outcome);
    await pass(wait);
  }
  return answer(await attempt(request, fetch));
}

async function attempt(request: Request, fetch: Fetch): Promise<Response | Error> {
  try {
    return await fetch(request);
  } catch (failure) {
    if (failure instanceof Error && isUnsent(failure)) return failure;
    throw failure;
  }
}

/** Seconds until another try, with full jitter; undefined when that would not help. */
function waitSeconds(outcome: Response | Error, pause: number): number | undefined {
  const jitter = Math.random() * pause;
  if (outcome instanceof Error) return jitter;
  if (!WAITING_HELPS.has(outcome.status)) return undefined;
  const asked = retryAfter(outcome) ?? 0;
  return asked <= LONGEST_PAUSE_SECONDS ? asked + jitter : undefined;
}

async function answer(outcome: Response | Error): Promise<Response> {
  if (outcome instanceof Error) throw outcome;
  if (outcome.ok || outcome.status === 304) return outcome;
  throw await problemOf(outcome);
}

function isUnsent(failure: Error): boolean {
  const cause = failure.cause as { code?: string } | undefined;
  return UNSENT.has(cause?.code ?? "");
}
