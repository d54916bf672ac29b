/** Secrets that were in use, to keep them out of logs and reports. */
export class UsedSecrets {
  readonly #secrets = new Set<string>();

  /** Remembers a secret, as it is and as a URL has it. An empty one is none. */
  add(secret: string): void {
    if (secret !== '') this.#secrets.add(secret).add(encodeURIComponent(secret));
  }

  /** @returns the text with an ellipsis in place of each secret */
  removeFrom(text: string): string {
    let rest = text;
    for (const secret of this.#secrets) rest = rest.replaceAll(secret, '…');
    return rest;
  }
}
