import iconv from 'iconv-lite';

/** Decodes a text piece by piece, without the mark at its beginning. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

/** What iconv-lite does not know, such as ISO-2022-JP, the platform may. */
function platformDecoder(encoding: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(encoding);
  } catch {
    return null;
  }
}

export function canDecode(encoding: string): boolean {
  return iconv.encodingExists(encoding) || platformDecoder(encoding) !== null;
}

/** @throws where {@link canDecode} says no */
export function decoderFor(encoding: string): Decoder {
  if (iconv.encodingExists(encoding)) {
    const decoder = iconv.getDecoder(encoding);
    return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
  }
  const decoder = platformDecoder(encoding);
  if (decoder === null) throw new Error(`nobody can decode ${encoding}`);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** @throws where {@link canDecode} says no */
export function decode(bytes: Buffer, encoding: string): string {
  const decoder = decoderFor(encoding);
  return decoder.write(bytes) + decoder.end();
}
