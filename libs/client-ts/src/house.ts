import createClient, { type Client } from "openapi-fetch";

import type { Services } from "./generated/services.js";
import { ended, type Operation } from "./operation.js";
import { retryAfter } from "./problem.js";
import { type Fetch, send, sleep, type Sleep } from "./send.js";
import type { Token } from "./token.js";

const POLL_SECONDS = 0.5;
const POLL_LONGEST_SECONDS = 5;

export interface Options {
  /** Base URL of the gateway. */
  gateway: string;
  /** Without it, only what is public is open. */
  token?: Token;
  /** For titles and details of problems. */
  language?: "id" | "en";
  /** How requests are sent and time passes; the platform's own by default. */
  fetch?: Fetch;
  sleep?: Sleep;
}

/** A page of a list: some rows, and the cursor of those that follow. */
export interface Page<Row> {
  data: Row[];
  berikut?: string | null;
}

/** Speaks to the house through its gateway. */
export class House {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** A client of one service: its paths, parameters and bodies are checked by the compiler. */
  service<Name extends keyof Services>(name: Name): Client<Services[Name]> {
    return createClient<Services[Name]>({
      baseUrl: `${this.#options.gateway}/${name}`,
      fetch: (request) => this.#send(request),
    });
  }

  /**
   * Waits for the operation that an act of a service has started. Throws OperationFailed when it
   * failed, and an Error when it had not ended after `patience` seconds; it goes on then.
   */
  async wait(
    service: keyof Services,
    started: { response: Response },
    options: { progress?: (operation: Operation) => void; patience?: number } = {},
  ): Promise<Operation> {
    const place = `${this.#options.gateway}/${service}${started.response.headers.get("location")}`;
    const { progress = () => undefined, patience = 3600 } = options;
    let waited = 0;
    for (let pause = POLL_SECONDS; ; pause = Math.min(pause * 2, POLL_LONGEST_SECONDS)) {
      const response = await this.#send(new Request(place));
      const operation = (await response.json()) as Operation;
      progress(operation);
      if (ended(operation)) return operation;
      if (waited >= patience) throw new Error(`operation ${operation.id} is still at work`);
      const seconds = retryAfter(response) ?? pause;
      waited += seconds;
      await (this.#options.sleep ?? sleep)(seconds);
    }
  }

  async #send(request: Request): Promise<Response> {
    const { token, language = "id", fetch = (r: Request) => globalThis.fetch(r) } = this.#options;
    request.headers.set("accept-language", language);
    if (token) request.headers.set("authorization", `Bearer ${await token()}`);
    return send(request, fetch, this.#options.sleep);
  }
}

/** The body of an answer; one that is no success never comes this far, it is thrown. */
export async function body<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  const { data } = await answer;
  if (data === undefined) throw new TypeError("the answer has no body");
  return data;
}

/** Reads a list to its end, page by page as it is asked for. */
export async function* items<Row>(
  page: (cursor: string | undefined) => Promise<{ data?: Page<Row> }>,
): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const found = await body(page(cursor));
    yield* found.data;
    cursor = found.berikut ?? undefined;
  } while (cursor !== undefined);
}
