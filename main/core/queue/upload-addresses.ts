import { createHash } from 'node:crypto';
import { isActive, type Upload } from '../model/upload.ts';

/** How many addresses are remembered: a cache forgets sooner. */
const MAX_ADDRESSES = 20_000;
/** With a signature in the query, the path alone names the object. */
const SIGNATURE = /^(x-amz-signature|x-goog-signature|signature|sig)$/i;

/**
 * Knows which upload was given which address for its bytes, and which file id before this start. It stores hashes of addresses: a
 * signed URL is a secret.
 */
export class UploadAddresses {
  readonly #owners = new Map<string, string>();

  /** @param uploads as an earlier run left them: their ids are known, and their addresses are not */
  constructor(uploads: Iterable<Upload>) {
    for (const { id, state, destination } of uploads) {
      const isUnfinished = isActive(state) || state.stage === 'failed';
      if (isUnfinished && destination !== null && 'fileId' in state && state.fileId !== null)
        this.#claim(`${state.fileId} ${destination}`, id);
    }
  }

  /** @returns whether the address is this upload's, which it is unless another one was given it */
  claim(url: string, uploadId: string): boolean {
    return this.#claim(createHash('sha256').update(objectAt(url)).digest('base64'), uploadId);
  }

  /** @returns whether another upload had this id when Hoist started; its last bytes may still arrive, whatever became of it */
  isOfAnother(fileId: string, destination: string, uploadId: string): boolean {
    return (this.#owners.get(`${fileId} ${destination}`) ?? uploadId) !== uploadId;
  }

  #claim(address: string, uploadId: string): boolean {
    const owner = this.#owners.get(address) ?? uploadId;
    this.#owners.delete(address);
    this.#owners.set(address, owner);
    const oldest = this.#owners.size > MAX_ADDRESSES ? this.#owners.keys().next().value : undefined;
    if (oldest !== undefined) this.#owners.delete(oldest);
    return owner === uploadId;
  }
}

function objectAt(url: string): string {
  const { origin, pathname, searchParams, href } = new URL(url);
  return [...searchParams.keys()].some((name) => SIGNATURE.test(name)) ? origin + pathname : href;
}
