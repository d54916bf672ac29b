import { z } from 'zod';
import { MAX_FILE_ID_LENGTH } from '../files-api/forms.ts';
import type { LibraryAnswer, LibraryPage } from '../library/answers.ts';
import { CONVERSION_RULES } from '../model/conversion.ts';
import type { Message } from '../model/messages.ts';
import { storedUpload } from '../model/upload-schema.ts';
import { engineStatus } from './engine-status.ts';
import { message, queueEvent, storeProblem } from './event-schemas.ts';

/**
 * A second Hoist hands files over to the one that owns the data folder, or asks it something, as JSON lines over a local
 * socket. The client sends one request. The owner replies `refused`, or `taken` and then all that happens to these files or
 * the answer, until the client closes. No key crosses in either direction.
 */
export const PROTOCOL_VERSION = 5;

/** A command line is 2 MB at most on the systems that Hoist runs on. */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

const envelope = z.object({ v: z.number(), token: z.string() });

const request = envelope.extend({
  v: z.literal(PROTOCOL_VERSION),
  /** The server and user that the client's environment names; null where it names none. */
  baseUrl: z.string().nullable(),
  userId: z.string().nullable(),
});

const handoverRequest = request.extend({
  /** Absolute. */
  paths: z.array(z.string()).min(1),
  retention: z.enum(['keep', 'temporary']),
  conversionRule: z.enum(CONVERSION_RULES),
});
export type HandoverRequest = z.infer<typeof handoverRequest>;

const fileId = z.string().min(1).max(MAX_FILE_ID_LENGTH);

/** What the owner asks the server for, or says of itself. */
const question = z.discriminatedUnion('type', [
  /** From 1. */
  z.object({ type: z.literal('page'), page: z.int().min(1) }),
  z.object({ type: z.literal('text'), fileId }),
  z.object({ type: z.literal('delete'), fileIds: z.array(fileId).min(1) }),
  z.object({ type: z.literal('status') }),
]);
export type Question = z.infer<typeof question>;

const questionRequest = request.extend({ question });
export type QuestionRequest = z.infer<typeof questionRequest>;

const ownerRequest = z.union([handoverRequest, questionRequest]);
export type OwnerRequest = z.infer<typeof ownerRequest>;

/** @returns the version and token of a request, which later versions will have as well, or null */
export function parseEnvelope(line: string): z.infer<typeof envelope> | null {
  return parseLine(envelope, line);
}

export function parseRequest(line: string): OwnerRequest | null {
  return parseLine(ownerRequest, line);
}

const problem = z.union([
  z.object({ kind: z.enum(['connection-changed', 'not-there', 'not-ready']) }),
  z.object({
    kind: z.enum(['refused', 'server-error']),
    message: message as unknown as z.ZodType<Message>,
  }),
]);
const refusal = z.object({ ok: z.literal(false), problem: problem.nullable() });

const libraryPage: z.ZodType<LibraryPage> = z.object({
  rows: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      uploadedAtMs: z.number().nullable(),
      sizeBytes: z.number().nullable(),
      madeFrom: z.string().nullable(),
      uploadId: z.string().nullable().default(null),
    }),
  ),
  page: z.number(),
  limit: z.number(),
  total: z.number(),
});
const pageAnswer: z.ZodType<LibraryAnswer<LibraryPage>> = z.union([
  z.object({ ok: z.literal(true), value: libraryPage }),
  refusal,
]);
const textAnswer: z.ZodType<LibraryAnswer<{ readonly isCut: boolean }>> = z.union([
  z.object({ ok: z.literal(true), value: z.object({ isCut: z.boolean() }) }),
  refusal,
]);

const ownerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('refused'),
    code: z.enum(['version', 'token', 'bad_request', 'not_connected', 'elsewhere']),
    /** In English, for a client of another version. */
    message: z.string(),
    /** With `elsewhere`: the user and server that the owner uploads for. */
    uploadsFor: z.object({ user: z.string(), server: z.string() }).optional(),
  }),
  /** `paused`: the person wants nothing new to begin at present. */
  z.object({ type: z.literal('taken'), paused: z.boolean() }),
  z.object({ type: z.literal('added'), uploads: z.array(storedUpload) }),
  z.object({ type: z.literal('event'), event: queueEvent }),
  z.object({ type: z.literal('all_added') }),
  z.object({ type: z.literal('page'), answer: pageAnswer }),
  /** A part of a text; `text` follows the last one. */
  z.object({ type: z.literal('text_part'), base64: z.string() }),
  z.object({ type: z.literal('text'), answer: textAnswer }),
  z.object({
    type: z.literal('deletion_ended'),
    fileId,
    outcome: z.enum(['deleted', 'not-there', 'refused', 'unconfirmed', 'elsewhere']),
  }),
  /** No deletion is under way any more. */
  z.object({ type: z.literal('deletions_ended') }),
  z.object({ type: z.literal('status'), status: engineStatus }),
  z.object({ type: z.literal('add_failed'), code: storeProblem.optional(), message: z.string() }),
]);
export type OwnerMessage = z.infer<typeof ownerMessage>;

export function parseOwnerMessage(line: string): OwnerMessage | null {
  return parseLine(ownerMessage, line);
}

function parseLine<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
