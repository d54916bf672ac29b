import { z } from 'zod';
import { CONVERSION_RULES } from '../model/conversion.ts';
import type { ConnectionMessage, WaitMessage } from '../model/messages.ts';
import type { QueueStatus } from '../model/queue-status.ts';
import { storedUpload } from '../model/upload-schema.ts';
import type { QueueEvent } from '../queue/upload-list.ts';

/**
 * A second Hoist hands files over to the one that owns the data folder as JSON lines over a local socket. The client sends
 * one request. The owner replies `refused`, or `taken` and then all that happens to these files, until the client closes.
 * No key crosses in either direction.
 */
export const PROTOCOL_VERSION = 4;

/** A command line is 2 MB at most on the systems that Hoist runs on. */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

const envelope = z.object({ v: z.number(), token: z.string() });
const storeProblem = z.enum(['disk_full', 'not_writable', 'not_a_folder', 'no_folder', 'io']);

const handoverRequest = envelope.extend({
  v: z.literal(PROTOCOL_VERSION),
  /** Absolute. */
  paths: z.array(z.string()).min(1),
  retention: z.enum(['keep', 'temporary']),
  conversionRule: z.enum(CONVERSION_RULES),
  /** Where the client's environment says that they go; null where it says nothing. */
  baseUrl: z.string().nullable(),
  userId: z.string().nullable(),
});
export type HandoverRequest = z.infer<typeof handoverRequest>;

/** @returns the version and token of a request, which later versions will have as well, or null */
export function parseEnvelope(line: string): z.infer<typeof envelope> | null {
  return parseLine(envelope, line);
}

export function parseRequest(line: string): HandoverRequest | null {
  return parseLine(handoverRequest, line);
}

/** A message's text needs nothing but its own fields, so only its code is checked. */
const message = z.looseObject({ code: z.string() });

const away = { untilMs: z.number(), message: message as unknown as z.ZodType<WaitMessage> };

/** One schema for each kind, so that the compiler asks for that of a new one. */
const statuses: { readonly [Kind in QueueStatus['kind']]: z.ZodType<QueueStatus & { kind: Kind }> } = {
  open: z.object({ kind: z.literal('open') }),
  configuration: z.object({
    kind: z.literal('configuration'),
    problem: z.object({
      field: z.enum(['baseUrl', 'apiKey', 'userId']),
      message: message as unknown as z.ZodType<ConnectionMessage>,
    }),
  }),
  'rate-limited': z.object({ kind: z.literal('rate-limited'), untilMs: z.number() }),
  offline: z.object({ kind: z.literal('offline'), ...away }),
  'server-trouble': z.object({ kind: z.literal('server-trouble'), ...away }),
  'storage-trouble': z.object({ kind: z.literal('storage-trouble'), ...away }),
  disk: z.object({
    kind: z.literal('disk'),
    code: storeProblem,
  }),
};

const status: z.ZodType<QueueStatus> = z.union(Object.values(statuses));

const live = z.object({
  sentBytes: z.number(),
  bytesPerSecond: z.number().nullable(),
  retry: z
    .object({ atMs: z.number(), attempt: z.number(), message: message as unknown as z.ZodType<WaitMessage> })
    .nullable(),
  stuck: z.boolean(),
});

const queueEvent: z.ZodType<QueueEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('upload'), upload: storedUpload }),
  z.object({ type: z.literal('live'), id: z.string(), live }),
  z.object({ type: z.literal('removed'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('status'), status }),
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
