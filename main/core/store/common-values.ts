import type { Fingerprint, Upload } from '../model/upload.ts';

/**
 * Lets uploads hold equal values once. Most rows of a list have their destination, batch and origin in common, and each row
 * out of the database would have copies of its own: a quarter of its memory.
 */
export class CommonValues {
  readonly #texts = new Map<string, string>();
  readonly #byJson = new Map<string, unknown>();

  /** @returns an equal upload */
  share(upload: Upload): Upload {
    const { state, fingerprint } = upload;
    return {
      ...upload,
      fingerprint: fingerprint && withOneTime(fingerprint),
      contentType: this.#text(upload.contentType),
      destination: this.#text(upload.destination),
      origin: this.#one(upload.origin),
      batch: this.#one(upload.batch),
      // A file id is of one upload alone.
      state: 'fileId' in state ? state : this.#one(state),
    };
  }

  #text(text: string | null): string | null {
    if (text === null) return null;
    const known = this.#texts.get(text) ?? text;
    this.#texts.set(known, known);
    return known;
  }

  #one<T extends object | null>(value: T): T {
    if (value === null) return value;
    const json = JSON.stringify(value);
    const known = this.#byJson.get(json);
    if (known !== undefined) return known as T;
    this.#byJson.set(json, value);
    return value;
  }
}

/** Most files were last changed when they were last written. */
function withOneTime(fingerprint: Fingerprint): Fingerprint {
  const { mtimeNs, ctimeNs } = fingerprint;
  return mtimeNs === ctimeNs ? { ...fingerprint, ctimeNs: mtimeNs } : fingerprint;
}
