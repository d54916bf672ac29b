import { createHash } from 'node:crypto';

/** How many addresses are remembered: a cache forgets sooner. */
const MAX_ADDRESSES = 20_000;
/** With a signature in the query, the path alone names the object. */
const SIGNATURE = /^(x-amz-signature|x-goog-signature|signature|sig)$/i;

/** Knows which upload was given which address for its bytes. It stores hashes: a signed URL is a secret. */
export class UploadAddresses {
  readonly #owners = new Map<string, string>();

  /** @returns whether the address is this upload's, which it is unless another one was given it */
  claim(url: string, uploadId: string): boolean {
    return this.#claim(createHash('sha256').update(objectAt(url)).digest('base64'), uploadId);
  }

  /**
   * Remembers a file id that the upload gives up: its last bytes may still arrive. After a restart the id is known and its address
   * is not.
   * @param destination the server and user that gave it
   */
  giveUp(fileId: string, destination: string, uploadId: string): void {
    this.#claim(`${fileId} ${destination}`, uploadId);
  }

  /** @returns whether another upload gave up this id */
  isGivenUp(fileId: string, destination: string, uploadId: string): boolean {
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
