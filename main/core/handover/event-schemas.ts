import { z } from 'zod';
import type { ConnectionMessage, WaitMessage } from '../model/messages.ts';
import type { QueueStatus } from '../model/queue-status.ts';
import { storedUpload } from '../model/upload-schema.ts';
import type { QueueEvent } from '../queue/upload-list.ts';

export const storeProblem = z.enum(['disk_full', 'not_writable', 'not_a_folder', 'no_folder', 'io']);

/** A message's text needs nothing but its own fields, so only its code is checked. */
export const message = z.looseObject({ code: z.string() });

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

export const queueStatus: z.ZodType<QueueStatus> = z.union(Object.values(statuses));

const live = z.object({
  sentBytes: z.number(),
  bytesPerSecond: z.number().nullable(),
  retry: z
    .object({ atMs: z.number(), attempt: z.number(), message: message as unknown as z.ZodType<WaitMessage> })
    .nullable(),
  stuck: z.boolean(),
});

export const queueEvent: z.ZodType<QueueEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('upload'), upload: storedUpload }),
  z.object({ type: z.literal('live'), id: z.string(), live }),
  z.object({ type: z.literal('removed'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('status'), status: queueStatus }),
]);
