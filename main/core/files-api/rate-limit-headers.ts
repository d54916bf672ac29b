type Headers = Readonly<Record<string, string | string[] | undefined>>;

interface Answer {
  readonly headers: Headers;
  readonly nowMs: number;
}

/** The server's report on the minute's window, if it gives one. */
export interface RateLimitReport {
  readonly limit: number;
  readonly remaining: number;
  /** Until the count starts again. */
  readonly resetMs: number;
}

/** A shorter window is the one of a second, a longer one is not documented. */
const MINUTE_MS = { from: 1001, to: 61_000 };

/**
 * How long a 429 asks to wait, in ms, or null. Reads `Retry-After` (seconds or an HTTP date), then the reset of
 * the `RateLimit-*` and `X-RateLimit-*` families (seconds, or an epoch in seconds where the number is that large).
 */
export function retryAfterMs({ headers, nowMs }: Answer): number | null {
  return namedPauseMs({ headers, nowMs }) ?? resetMs(headers, nowMs);
}

/** How long `Retry-After` asks to wait, in ms, or null: seconds or an HTTP date. */
export function namedPauseMs({ headers, nowMs }: Answer): number | null {
  const retryAfter = header(headers, 'retry-after');
  if (retryAfter !== undefined && retryAfter !== '') {
    const seconds = Number(retryAfter);
    if (Number.isFinite(seconds)) return clamp(seconds * 1000);
    const date = Date.parse(retryAfter);
    // Measured by the server's clock if it names its time, since ours may be wrong.
    const answeredMs = Date.parse(header(headers, 'date') ?? '');
    if (!Number.isNaN(date)) return clamp(date - (Number.isNaN(answeredMs) ? nowMs : answeredMs));
  }
  return null;
}

/** What the `RateLimit`, `RateLimit-*` or `X-RateLimit-*` headers say of the minute; null where they do not. */
export function rateLimitReport(headers: Headers, nowMs: number): RateLimitReport | null {
  const untilMs = resetMs(headers, nowMs);
  const limit = numberOf(headers, 'limit');
  const remaining = numberOf(headers, 'remaining') ?? structured(headers, 'r');
  if (untilMs === null || limit === null || remaining === null || limit < 1 || remaining > limit) return null;
  if (untilMs < MINUTE_MS.from || untilMs > MINUTE_MS.to) return null;
  return { limit, remaining, resetMs: untilMs };
}

function resetMs(headers: Headers, nowMs: number): number | null {
  const seconds = structured(headers, 't') ?? structured(headers, 'reset') ?? numberOf(headers, 'reset');
  if (seconds === null) return null;
  // An epoch in ms, an epoch in seconds, or seconds from now.
  if (seconds > 1e11) return clamp(seconds - nowMs);
  return clamp(seconds > 1e9 ? seconds * 1000 - nowMs : seconds * 1000);
}

/** A parameter of the newer `RateLimit: "name";r=50;t=30`. */
function structured(headers: Headers, name: string): number | null {
  const value = header(headers, 'ratelimit')?.match(new RegExp(`(?:^|[;,\\s])${name}=(\\d+)`))?.[1];
  return value === undefined ? null : Number(value);
}

/** A number of the older families; `100, 100;w=60` says 100. */
function numberOf(headers: Headers, name: string): number | null {
  const value = header(headers, `ratelimit-${name}`) ?? header(headers, `x-ratelimit-${name}`);
  const number = Number.parseFloat(value ?? '');
  return Number.isFinite(number) && number >= 0 ? number : null;
}

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim();
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), 10 * 60_000);
}
