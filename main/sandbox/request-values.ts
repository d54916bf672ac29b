import type { ValidationProblem } from './answer.ts';
import { allowedTypeOf, allowedTypes } from './document-types.ts';

/** The value of a header or parameter, or why the API refuses it. Messages and types have FastAPI's wording. */
export type Value<T> =
  | { readonly kind: 'valid'; readonly value: T }
  | { readonly kind: 'invalid'; readonly problem: ValidationProblem };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** @returns the UUID in lower case, so that each spelling means the same user */
export function userIdFrom(header: string | string[] | undefined): Value<string> {
  if (header === undefined) return invalid(['header', 'user-id'], 'Field required', 'missing');
  const text = String(header);
  if (!isUuid(text)) return invalid(['header', 'user-id'], 'Input should be a valid UUID', 'uuid_parsing');
  return valid(text.toLowerCase());
}

export function fileIdFrom(segment: string): Value<string> {
  if (!isUuid(segment)) return invalid(['path', 'file_id'], 'Input should be a valid UUID', 'uuid_parsing');
  return valid(segment.toLowerCase());
}

export function uploadNameFrom(query: URLSearchParams): Value<{ fileName: string; contentType: string }> {
  const fileName = query.get('filename');
  if (fileName === null) return invalid(['query', 'filename'], 'Field required', 'missing');
  const contentType = allowedTypeOf(fileName);
  if (contentType === undefined) {
    const message = `The file name needs an extension of an allowed type: ${allowedTypes.join(', ')}`;
    return invalid(['query', 'filename'], message, 'value_error');
  }
  return valid({ fileName, contentType });
}

/** @returns true if it is not given */
export function persistFrom(query: URLSearchParams): Value<boolean> {
  const value = booleans.get((query.get('persist') ?? 'true').toLowerCase());
  if (value === undefined) {
    return invalid(
      ['query', 'persist'],
      'Input should be a valid boolean, unable to interpret input',
      'bool_parsing',
    );
  }
  return valid(value);
}

/** `page` from 1 on, default 1; `limit` from 1 to 100, default 30. */
export function pageFrom(query: URLSearchParams): Value<{ page: number; limit: number }> {
  const page = countFrom(query, 'page', 1, Number.MAX_SAFE_INTEGER);
  if (page.kind === 'invalid') return page;
  const limit = countFrom(query, 'limit', 30, 100);
  if (limit.kind === 'invalid') return limit;
  return valid({ page: page.value, limit: limit.value });
}

function countFrom(query: URLSearchParams, name: string, fallback: number, most: number): Value<number> {
  const text = query.get(name);
  if (text === null) return valid(fallback);
  const loc = ['query', name] as const;
  if (!/^-?\d+$/.test(text)) {
    return invalid(
      loc,
      'Input should be a valid integer, unable to parse string as an integer',
      'int_parsing',
    );
  }
  const count = Number(text);
  if (count < 1) return invalid(loc, 'Input should be greater than or equal to 1', 'greater_than_equal');
  if (count > most) return invalid(loc, `Input should be less than or equal to ${most}`, 'less_than_equal');
  return valid(count);
}

function valid<T>(value: T): { readonly kind: 'valid'; readonly value: T } {
  return { kind: 'valid', value };
}

function invalid(loc: ValidationProblem['loc'], message: string, type: string): Value<never> {
  return { kind: 'invalid', problem: { loc, message, type } };
}
