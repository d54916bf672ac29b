import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { ConversionError, type ConversionProblem } from '../../../main/core/convert/conversion.ts';
import { extractorFor } from '../../../main/core/convert/worker/text/extractors.ts';
import { tempFolder } from '../temp-folder.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/documents');

/** @param name of a file in `tests/fixtures/documents` */
export function fixture(name: string): string {
  return resolve(FIXTURES, name);
}

/** @returns what a file in `tests/fixtures/documents` contains, as UTF-8 */
export function fixtureText(name: string): string {
  return readFileSync(fixture(name), 'utf8');
}

/** @returns the text that is extracted from a document on disk */
export async function extractedText(path: string): Promise<string> {
  const name = basename(path);
  const extract = await extractorFor(extname(name).toLowerCase())();
  let text = '';
  for await (const piece of extract({ path, name, sizeBytes: statSync(path).size })) text += piece;
  return text;
}

/** @returns the text that is extracted from a document of these bytes; its extension says what it is */
export async function textOfBytes(name: string, bytes: Uint8Array | string): Promise<string> {
  await using folder = await tempFolder();
  const path = folder.at(name);
  writeFileSync(path, bytes);
  return await extractedText(path);
}

/** @returns why no text is extracted from a document of these bytes */
export async function problemOfBytes(
  name: string,
  bytes: Uint8Array | string,
): Promise<ConversionProblem['code'] | null> {
  try {
    await textOfBytes(name, bytes);
    return null;
  } catch (error) {
    if (error instanceof ConversionError) return error.problem.code;
    throw error;
  }
}

/** @returns a ZIP archive of these parts, by their names */
export function archive(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries = Object.entries(parts).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries));
}
