import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { openAnywhere } from '../files/drive/user-files.ts';
import { FileError, fileError } from '../files/file-error.ts';
import { contentOf, fingerprintOf } from '../files/fingerprint.ts';
import { Serial } from '../util/serial.ts';
import { ConversionError, type ConversionOutput, type ConversionRequest } from './conversion.ts';
import type { Part, PartMaker, PartRequest } from './part-maker.ts';
import type { ConversionTools } from './ways.ts';

/** Converts one document, see `Converter`. */
export interface DocumentConverter {
  readonly tools: ConversionTools;
  convert(request: ConversionRequest, signal: AbortSignal): Promise<readonly ConversionOutput[]>;
}

const COPY_CHUNK_BYTES = 1024 * 1024;

/**
 * The derived files in a folder of their own: `<folder>/<group>/<part>`, readable for this user alone. A group appears
 * whole or not at all, since its folder gets its name once all parts are written.
 */
export class DerivedFiles implements PartMaker {
  readonly #folder: string;
  readonly #converter: DocumentConverter;
  /** A deletion that is still under way must not meet what is made anew in the same place. */
  readonly #changes = new Serial();

  /** @param folder absolute; made with the first part */
  constructor(folder: string, converter: DocumentConverter) {
    this.#folder = folder;
    this.#converter = converter;
  }

  get tools(): ConversionTools {
    return this.#converter.tools;
  }

  async make(request: PartRequest, signal: AbortSignal): Promise<readonly Part[]> {
    const { groupId, name, way, limits, only } = request;
    const making = join(this.#folder, `${groupId}.making`);
    const source = join(this.#folder, `${groupId}.original`);
    try {
      await this.#changes.run(() => this.#prepare(making));
      await copyOriginal(request, source, signal);
      const outputs = await this.#converter.convert(
        { path: source, name, way, limits, folder: making },
        signal,
      );
      const parts = filesFirst(outputs);
      if (parts[0]?.kind !== 'file') {
        throw new ConversionError({
          code: way === 'contents' ? 'archive_without_files' : 'document_without_text',
        });
      }
      const made = join(this.#folder, groupId);
      if (only !== null) {
        const part = chosen(parts, only);
        await this.#changes.run(() => moveInto(made, part));
        return [await partOf(part, made, signal)];
      }
      await this.#changes.run(() => replace(made, making));
      return await Promise.all(parts.map((part) => partOf(part, made, signal)));
    } finally {
      await rm(source, { force: true });
      await rm(making, { recursive: true, force: true });
    }
  }

  discard(path: string): Promise<void> {
    return this.#changes.run(() => discardPart(path));
  }

  discardAllBut(paths: ReadonlySet<string>): Promise<void> {
    return this.#changes.run(() => this.#discardAllBut(paths));
  }

  async #prepare(making: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { mode: 0o700 });
  }

  async #discardAllBut(paths: ReadonlySet<string>): Promise<void> {
    const groups = await readdir(this.#folder).catch(() => []);
    const needed = new Set(Array.from(paths, (path) => dirname(path)));
    for (const group of groups) {
      const folder = join(this.#folder, group);
      if (!needed.has(folder)) await rm(folder, { recursive: true, force: true }).catch(() => {});
      else {
        const parts = await readdir(folder).catch(() => []);
        for (const part of parts) {
          const path = join(folder, part);
          if (!paths.has(path)) await discardPart(path);
        }
      }
    }
  }
}

async function discardPart(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {});
  // The folder goes with its last part.
  await rmdir(dirname(path)).catch(() => {});
}

async function replace(folder: string, by: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rename(by, folder);
}

function filesFirst(outputs: readonly ConversionOutput[]): readonly ConversionOutput[] {
  const files = outputs.filter(({ kind }) => kind === 'file');
  return [...files, ...outputs.filter(({ kind }) => kind !== 'file')];
}

type FileOutput = Extract<ConversionOutput, { readonly kind: 'file' }>;

/** @throws {ConversionError} `divided_otherwise` where the original gives other parts than before */
function chosen(
  parts: readonly ConversionOutput[],
  { part, of }: { readonly part: number; readonly of: number },
): FileOutput {
  const wanted = parts[part - 1];
  if (parts.length !== of || wanted?.kind !== 'file')
    throw new ConversionError({ code: 'divided_otherwise' });
  return wanted;
}

/** Moves one part to its place. The others may be on their way, or have been sent. */
async function moveInto(made: string, { path }: FileOutput): Promise<void> {
  await mkdir(made, { recursive: true, mode: 0o700 });
  await rename(path, join(made, basename(path)));
}

async function partOf(output: ConversionOutput, folder: string, signal: AbortSignal): Promise<Part> {
  if (output.kind === 'left-out') return output;
  const path = join(folder, basename(output.path));
  const { sha256, fingerprint } = await contentOf(path, await fingerprintOf(path), signal);
  const { name, contentType } = output;
  return { kind: 'file', path, name, contentType, sizeBytes: fingerprint.sizeBytes, sha256, fingerprint };
}

/**
 * Copies the original, so that a converter reads no drive that may stop answering, follows no link that was swapped in
 * meanwhile, and sees the bytes that were identified.
 * @throws {FileError} `file_changed` where they are others
 */
async function copyOriginal(
  { path, links, fingerprint, sha256 }: PartRequest,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  await rm(target, { force: true });
  const copy = await open(target, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    for await (const chunk of chunksOf(path, links, fingerprint.sizeBytes, signal)) {
      hash.update(chunk);
      await copy.writeFile(chunk);
    }
    if (hash.digest('hex') !== sha256)
      throw new FileError('file_changed', 'it changed before it was converted');
  } finally {
    await copy.close();
  }
}

/** The first `sizeBytes` of the original. The consumer must be done with a chunk before it asks for the next one. */
async function* chunksOf(
  path: string,
  links: PartRequest['links'],
  sizeBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(COPY_CHUNK_BYTES, sizeBytes));
  const { file } = await openAnywhere(path, links, signal).catch((error: unknown) => {
    throw fileError(error);
  });
  try {
    for (let position = 0; position < sizeBytes; ) {
      signal.throwIfAborted();
      const wantedBytes = Math.min(buffer.length, sizeBytes - position);
      const { bytesRead } = await file.read(buffer, 0, wantedBytes, position).catch((error: unknown) => {
        throw fileError(error);
      });
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}
