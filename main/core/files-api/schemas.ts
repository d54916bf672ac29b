import { z } from 'zod';
import { fileIdForm, looseArray, looseNumber } from './forms.ts';

/** Of unknown form, and optional. */
const given = z.unknown().optional();

/** Where to PUT a file's bytes, and under which id the server will know it. */
export const signedUrlAnswer = z.object({
  /** In seconds; 600 by default, as documented. A URL that has expired is signed again anyway. */
  expires_in: looseNumber.transform((seconds) =>
    typeof seconds === 'number' && seconds > 0 ? seconds : null,
  ),
  file_id: fileIdForm,
  file_limits: z.object({ allowed_types: given, max_size: looseNumber }).nullish().catch(null),
  file_url: z.string().trim().pipe(z.url()),
});

const step = z.preprocess(
  (value) => (typeof value === 'string' ? { status: value } : value),
  z.object({ status: z.string(), created_at: given, ended_at: given }),
);

/** The documentation spells the status in two ways; a value other than the known ones is no error. */
export const statusAnswer = z.object({
  processing_status: z.string({ error: 'no processing_status' }),
  // Steps and warnings decorate a status; odd ones must not hide it.
  processing_steps: looseArray(step).nullish().catch(null),
  warnings: z.object({ empty: given, infected: given, length: given }).nullish().catch(null),
});

/** A file without a name is named by its id, so that it can still be found and deleted. */
const listedFile = z
  .object({ file_id: fileIdForm, file_name: z.string().min(1).nullish().catch(null) })
  .transform(({ file_id, file_name }) => ({ file_id, file_name: file_name ?? file_id }));

export const listAnswer = z.object({
  files: looseArray(listedFile)
    .nullable()
    .transform((files) => files ?? []),
  limit: looseNumber,
  page: looseNumber,
  total: looseNumber,
});

/** What is wrong with a part of a request; FastAPI itself says `msg`. */
const problem = z
  .object({
    loc: looseArray(z.union([z.string(), z.number()])).catch([]),
    message: z.string().optional().catch(undefined),
    msg: z.string().optional().catch(undefined),
  })
  .transform(({ loc, message, msg }) => ({ loc, message: message ?? msg }));

const text = z.string().optional().catch(undefined);
const code = z.string().max(200).optional().catch(undefined);

/** All that an error body may hold. Everything is optional, since gateways in between have bodies of their own. */
export const errorAnswer = z
  .object({
    error_code: code,
    message: text,
    // An object is what FastAPI makes of an error body that is raised as the detail of an HTTP error.
    detail: z
      .union([z.string(), looseArray(problem), z.object({ error_code: code, message: text, detail: text })])
      .optional()
      .catch(undefined),
  })
  .transform(({ error_code, message, detail }) =>
    typeof detail === 'object' && !Array.isArray(detail)
      ? {
          error_code: error_code ?? detail.error_code,
          message: message ?? detail.message,
          detail: detail.detail,
        }
      : { error_code, message, detail },
  );

export type ErrorAnswer = Partial<z.infer<typeof errorAnswer>>;
