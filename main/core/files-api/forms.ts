import { z } from 'zod';

/**
 * The forms that a value of an answer may take beside the documented one. What decorates an answer must not cost the
 * answer: a value that is not understood counts as not given.
 */

/** A whole number of any length keeps its digits: an id beyond 2^53 would be rounded. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value;
}

/**
 * Parses an answer. Its own field names come in snake case, whichever of both spellings the server uses.
 * @throws {SyntaxError} where it is not JSON
 */
export function parseAnswer(text: string): unknown {
  // Gateways on Windows put a byte order mark first, which JSON does not know.
  return inSnakeCase(JSON.parse(text.replace(/^\uFEFF/, ''), keepDigits));
}

/** The documentation itself spells a field in two ways. Where both are there, the documented one counts. */
function inSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  const weight = ([name, field]: [string, unknown]) =>
    field === null ? 0 : name === snakeCase(name) ? 2 : 1;
  const fields = Object.entries(value).toSorted((one, other) => weight(one) - weight(other));
  return Object.fromEntries(fields.map(([name, field]) => [snakeCase(name), inSnakeCase(field)]));
}

function snakeCase(name: string): string {
  return name.replace(/[a-z0-9](?=[A-Z])/g, '$&_').toLowerCase();
}

/** A number, also one written as text; null for anything else. */
export const looseNumber = z
  .preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.number(),
  )
  .nullish()
  .catch(null);

export const MAX_FILE_ID_LENGTH = 200;

/** An id, also one that is a number. */
export const fileIdForm = z.preprocess(
  (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value),
  // It is copied into other programs, such as a terminal: no control character, nothing that nobody sees.
  z
    .string()
    .trim()
    .min(1)
    .max(MAX_FILE_ID_LENGTH)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u)
    // In the path of a URL these two mean other folders, however they are encoded.
    .refine((id) => id !== '.' && id !== '..'),
);

/** No honest answer has as many elements; to look at millions would take seconds. */
const MOST_ELEMENTS = 10_000;

/** The elements that are understood; the others are lost alone. */
export function looseArray<T extends z.ZodType>(element: T) {
  return z.array(z.unknown()).transform((values): z.output<T>[] =>
    values.slice(0, MOST_ELEMENTS).flatMap((value) => {
      const parsed = element.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

const NO =
  /^(|false|no|n|none|null|nil|off|0+(\.0+)?|n\/?a|-+|ok|okay|clean|safe|negative|absent|passed|not .*|no .*)$/;
const YES = /^(true|yes|y|on|[1-9]\d*|positive)$/;

/** What a yes or no of unknown form says; `odd` where it is neither. */
export function yesOrNo(value: unknown): 'yes' | 'no' | 'odd' {
  if (value === null || value === undefined || value === false || value === 0) return 'no';
  if (value === true) return 'yes';
  if (typeof value === 'number') return value > 0 ? 'yes' : 'odd';
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase().replaceAll('_', ' ');
    return NO.test(word) ? 'no' : YES.test(word) ? 'yes' : 'odd';
  }
  const parts = Object.values(value).map(yesOrNo);
  if (parts.includes('yes')) return 'yes';
  return parts.every((part) => part === 'no') ? 'no' : 'odd';
}
