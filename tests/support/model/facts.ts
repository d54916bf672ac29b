import type { Fingerprint, Upload } from '../../../main/core/model/upload.ts';
import type { HttpAnswer } from './server.ts';

/** The network's record of one call to the API. */
export interface CallFacts {
  offline(): void;
  cut(): void;
  /** It met an outage of the API. */
  outage(): void;
  answered(answer: HttpAnswer): void;
  /** Once, however it ended. */
  ended(): void;
}

/** The network's record of one PUT. The responses pass through it. */
export interface PutFacts {
  readonly lengthBytes: number;
  offline(): void;
  cut(): void;
  /** It met an outage of the storage, which took nothing. */
  outage(): void;
  /** All bytes arrived and are stored. */
  allSent(): void;
  tooLong(): void;
  accepted(answer: HttpAnswer): HttpAnswer;
  early(answer: HttpAnswer): HttpAnswer;
  refused(answer: HttpAnswer): HttpAnswer;
  ended(): void;
}

/** The outcome of the latest PUT under a file id, as far as a careful client can know. */
export interface PutRecord {
  readonly upload: Upload;
  readonly fingerprint: Fingerprint | null;
  /** `unknown`: the bytes may be there. Only a status response shows it. */
  outcome: 'open' | 'unknown' | 'accepted' | 'not-stored';
  /** The file was no longer in the state that was meant when the PUT ended. */
  changed: boolean;
  /** It had other bytes then, or was gone; times move by themselves. */
  edited: boolean;
  /** How often in a row the server has said since then that it has no such file. */
  notThere: number;
  /** The server has said since then that it has the file. */
  isThere: boolean;
}

export type Word = 'ready' | 'processing' | 'failed' | 'infected' | 'not-there' | 'refused' | 'server-error';

/** The meaning of a status response, by the documentation. */
export function wordOf({ statusCode, body }: HttpAnswer): Word {
  if (statusCode === 404) return 'not-there';
  if (statusCode === 403) return 'refused';
  if (statusCode === 409) return 'processing';
  if (statusCode !== 200) return 'server-error';
  if (body.includes('"infected":true')) return 'infected';
  if (!body.startsWith('{')) return 'server-error';
  if (body.includes('"PROCESSED"')) return 'ready';
  return body.includes('"FAILED"') ? 'failed' : 'processing';
}

/** The name of a fault, for the evidence of failures; null for a good response. */
export function evidenceOf({ statusCode, body }: HttpAnswer): Evidence | null {
  if (statusCode === 200) return body.startsWith('{') ? null : 'garbled';
  if (statusCode >= 500 || statusCode === 400) return 'server';
  if (statusCode === 403) return 'forbidden';
  if (statusCode === 404) return 'not-there';
  if (statusCode === 409) return 'conflict';
  return statusCode === 422 ? 'name' : null;
}

export type Evidence =
  | 'offline'
  | 'cut'
  | 'server'
  | 'garbled'
  | 'repeated'
  | 'forbidden'
  | 'not-there'
  | 'conflict'
  | 'name'
  | 'conversion'
  | 'storage'
  | 'failed'
  | 'infected';
