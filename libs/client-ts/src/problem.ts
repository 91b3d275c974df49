/** Members that every problem has; the others explain this one. */
const COMMON = new Set(["type", "title", "status", "detail", "code", "trace_id"]);

/** A refusal or a failure: an RFC 9457 problem document as an exception. */
export class Problem extends Error {
  override readonly name: string = "Problem";
  /** Stable code of the catalogue (`di-luar-jadwal`); programs go by it. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** What the helpdesk asks for. */
  readonly traceId: string;
  /** What else explains it (`jendela`, `galat`), by name. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly status: number,
    document: Readonly<Record<string, unknown>>,
    /** Seconds after which asking again may help, if the house named any. */
    readonly retryAfter?: number,
  ) {
    const text = (name: string, otherwise = "") => String(document[name] ?? otherwise);
    super(`${status} ${text("code", "tanpa-penjelasan")}: ${text("detail")}`);
    this.code = text("code", "tanpa-penjelasan");
    this.title = text("title");
    this.detail = text("detail");
    this.traceId = text("trace_id");
    this.members = Object.fromEntries(Object.entries(document).filter(([name]) => !COMMON.has(name)));
  }
}

/** The version that the decision is about is no longer the current one: read it again (412). */
export class Conflict extends Problem {
  override readonly name = "Conflict";
}

/** The problem that a response tells; one that explains nothing has its text as detail. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  const kind = response.status === 412 ? Conflict : Problem;
  return new kind(response.status, parsed(text), retryAfter(response));
}

/** Seconds that the house asks to wait. */
export function retryAfter(response: Response): number | undefined {
  const seconds = response.headers.get("retry-after") ?? "";
  return /^\d+$/.test(seconds) ? Number(seconds) : undefined;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === "object" && document !== null) return document as Record<string, unknown>;
  } catch {
    // not JSON: an answer of something between us and the house
  }
  return { detail: text.slice(0, 200) };
}
