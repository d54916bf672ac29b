import { z } from 'zod';

/** Where to PUT a file's bytes, and under which id the server will know it. */
export const signedUrlAnswer = z.object({
  /** Seconds. Without it the documented 600 are taken; a URL that is of no use any more is signed anew anyway. */
  expires_in: z.number().positive().nullish().catch(null),
  file_id: z.string().min(1).max(200),
  file_limits: z
    .object({
      allowed_types: z.array(z.string()).nullish(),
      max_size: z.number().nonnegative().nullish(),
    })
    .nullish(),
  file_url: z.url(),
});

/** The documentation spells the status in two ways; a value other than the known ones is no error. */
export const statusAnswer = z
  .object({
    processing_status: z.string().optional(),
    processingStatus: z.string().optional(),
    // Steps and warnings decorate a status; odd ones must not hide it.
    processing_steps: z
      .array(
        z.object({
          status: z.string(),
          createdAt: z.unknown().optional(),
          endedAt: z.unknown().optional(),
        }),
      )
      .nullish()
      .catch(null),
    warnings: z
      .object({
        empty: z.unknown().optional(),
        infected: z.unknown().optional(),
        length: z.unknown().optional(),
      })
      .nullish()
      .catch(null),
  })
  .refine((answer) => answer.processing_status !== undefined || answer.processingStatus !== undefined, {
    message: 'no processing_status',
  });

export const listAnswer = z.object({
  files: z.array(z.object({ file_id: z.string().min(1).max(200), file_name: z.string() })),
  limit: z.number(),
  page: z.number(),
  total: z.number(),
});

/** All that an error body may hold. Everything is optional, since gateways in between have bodies of their own. */
export const errorAnswer = z.object({
  error_code: z.string().max(200).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z
    .union([
      z.string(),
      z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), message: z.string().optional() })),
    ])
    .optional()
    .catch(undefined),
});

export type ErrorAnswer = z.infer<typeof errorAnswer>;
