import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConversionError } from '../../../main/core/convert/conversion.ts';
import { Converter } from '../../../main/core/convert/converter.ts';
import { HOSTILE_DOCUMENTS } from '../../support/convert/hostile-documents.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const LIMITS = { allowedTypes: ['text/plain'], maxSizeBytes: 10 * 1024 * 1024 };
/** Of the longest one here, with room for a slow machine. */
const LONGEST_MS = 30_000;
/** The worker may have a gibibyte of its own, and the documents here are made in this process. */
const MOST_MEMORY_BYTES = 1.5 * 1024 ** 3;

const converter = new Converter({ office: null });

/** @returns why nothing was made of a document; null where something was made */
async function problemOf(name: string, bytes: Uint8Array | string): Promise<string | null> {
  await using folder = await tempFolder();
  const path = folder.at(name);
  writeFileSync(path, bytes);
  mkdirSync(folder.at('made'));
  const request = { path, name, way: 'text', limits: LIMITS, folder: folder.at('made') } as const;
  try {
    const outputs = await converter.convert(request, AbortSignal.timeout(LONGEST_MS));
    expect(outputs.length).toBe(readdirSync(request.folder).length);
    return null;
  } catch (error) {
    if (error instanceof ConversionError) return error.problem.code;
    throw error;
  }
}

describe('a document that is made to do harm', () => {
  let memory = 0;
  beforeAll(() => {
    memory = process.memoryUsage.rss();
  });
  afterAll(() => {
    expect(process.resourceUsage().maxRSS * 1024 - memory).toBeLessThan(MOST_MEMORY_BYTES);
  });

  it.each(HOSTILE_DOCUMENTS)('$name, $title, ends with $code', async ({ name, bytes, code }) => {
    const document = bytes();
    const before = performance.eventLoopUtilization();
    expect(await problemOf(name, document)).toBe(code);
    // The event loop stays free meanwhile.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  });

  it('harms no document after it', async () => {
    expect(await problemOf('good.rtf', '{\\rtf1 Hello}')).toBeNull();
  });
});
