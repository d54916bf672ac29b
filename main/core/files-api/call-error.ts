import { messageText } from '../model/english.ts';
import type { ConnectionProblem, MessageText, WaitMessage } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';

/** What a response, or the lack of one, means for the upload it belongs to. Jobs act on nothing else. */
export type ErrorAction =
  /**
   * It passes: try again after a growing pause, a bounded number of times. `otherwise` is the reason if it does not.
   * `afterMs` is the time that the server names for it, in ms.
   */
  | { readonly type: 'retry'; readonly otherwise: FailureReason; readonly afterMs?: number | null }
  /** The request budget is spent: everybody waits. `retryAfterMs` is null where the server names no time. */
  | { readonly type: 'slow-down'; readonly retryAfterMs: number | null }
  /** No way to the server at all: everybody waits and one call probes. */
  | { readonly type: 'wait-online' }
  /** A setting is wrong: everybody waits for the person. */
  | { readonly type: 'block'; readonly problem: ConnectionProblem }
  /** This file fails and trying again does not help. */
  | { readonly type: 'fail'; readonly reason: FailureReason }
  /** The signed URL is of no use any more; a new one is. */
  | { readonly type: 'sign-anew'; readonly otherwise: FailureReason }
  /** As before, and after a growing pause: the storage is not ready for it. */
  | { readonly type: 'sign-anew-later'; readonly otherwise: FailureReason }
  /**
   * The storage does not let the file in, whether for its own sake or for that of whoever signed: others tell. With
   * `mayPass` a new URL may be better.
   */
  | { readonly type: 'denied'; readonly reason: FailureReason; readonly mayPass: boolean }
  /** The server does not have the bytes (yet), or not any more. */
  | { readonly type: 'not-there' }
  /** Infected or still being processed: the next status answers tell which. */
  | { readonly type: 'ask-again' };

/**
 * A call that did not give what it was asked for.
 *
 * What it says is for people and never holds a signed URL, a key or more than a line of what the server said.
 */
export class CallError extends Error {
  /** The server's `error_code`, S3's `Code`, the system's error code or `http_<status>`. */
  readonly code: string;
  readonly userMessage: WaitMessage;
  readonly action: ErrorAction;
  /** It met a kept connection that was closed or forgotten, or a key that was replaced: nothing is known of the server. */
  readonly wasStale: boolean;

  constructor(
    code: string,
    message: WaitMessage,
    action: ErrorAction,
    { wasStale = false, ...options }: ErrorOptions & { readonly wasStale?: boolean } = {},
  ) {
    super(messageText(message), options);
    this.name = 'CallError';
    this.wasStale = wasStale;
    this.code = code;
    this.userMessage = message;
    this.action = action;
  }

  /** What it says, as a part of a sentence. */
  get because(): MessageText {
    return 'because' in this.userMessage ? this.userMessage.because : this.message;
  }
}

/** Characters of a server's text that are looked at, however long it is. */
const MAX_WORKED_ON = 4000;
/** Characters of it that are shown. */
const MAX_SHOWN = 160;

/**
 * One line of a server's text, without control characters, short enough for a row. An address in it loses what
 * stands behind its path, which may be a signature.
 */
export function oneLine(text: string): string {
  const line = text
    .slice(0, MAX_WORKED_ON)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .replace(/[^\s"'<>]+/g, withoutQuery)
    .replace(/\b(signature|x-amz-[a-z-]{1,40}|awsaccesskeyid)=[^\s&"'<>]*/gi, '$1=…')
    .trim();
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1)}…` : line;
}

function withoutQuery(word: string): string {
  const query = word.indexOf('?');
  return query !== -1 && word.includes('=', query) ? `${word.slice(0, query)}?…` : word;
}
