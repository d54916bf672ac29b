import mime from 'mime';
import { ANY_TYPE, DOCUMENTED_TYPES } from '../model/file-types.ts';

/** https://www.rfc-editor.org/rfc/rfc9110#name-accept: a type, or a range of types. */
const MIME_RANGE = /^(\*\/\*|[a-z0-9!#$&^_.+-]+\/(\*|[a-z0-9!#$&^_.+-]+))$/;

/**
 * The types that an answer's `allowed_types` allows, as MIME ranges in lower case without parameters. Extensions are
 * read as the types that they stand for. A list that is not understood as a whole limits nothing, since the storage
 * decides in the end; the documented types hold where there is no list.
 */
export function allowedTypesOf(given: unknown): readonly string[] {
  if (given === null || given === undefined) return DOCUMENTED_TYPES;
  const entries = typeof given === 'string' ? given.split(/[,\s]+(?![^;,]*=)/) : given;
  if (!Array.isArray(entries)) return [ANY_TYPE];
  const types = entries.filter((entry) => entry !== null && entry !== '').map(rangeOf);
  const understood = types.filter((type) => type !== null);
  if (understood.length === 0 || understood.length < types.length) return [ANY_TYPE];
  return [...new Set(understood)];
}

function rangeOf(entry: unknown): string | null {
  if (typeof entry !== 'string') return null;
  const name = (entry.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (name === '*') return ANY_TYPE;
  if (MIME_RANGE.test(name)) return name;
  return name.includes('/') ? null : mime.getType(name.replace(/^\*?\./, ''));
}
