import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** At the start of a text; more changes little. */
export const SAMPLE_BYTES = 256 * 1024;
/** Of 100 bytes of UTF-16 in a European language, 40 or more are zero. */
const ZEROS_OF_UTF_16 = 0.2;
/** A text has hardly a control character beside tabs and line ends. */
const CONTROLS_OF_BINARY = 0.02;

/**
 * @param sample the first bytes of a text
 * @returns the name of its encoding, as iconv-lite knows it; null where the bytes are no text
 */
export function detectEncoding(sample: Buffer): string | null {
  if (sample.length >= 3 && sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const utf16 = utf16WithoutMark(sample);
  if (utf16 !== null) return utf16;
  if (sample.includes(0)) return null;
  if (isUtf8(sample)) return hasControls(sample) ? null : 'utf-8';
  const match = analyse(sample).find(({ name }) => iconv.encodingExists(name));
  if (match === undefined || hasControls(sample)) return null;
  // The same but for characters that ISO-8859-1 does not have, such as the euro sign.
  return match.name === 'ISO-8859-1' ? 'windows-1252' : match.name;
}

function utf16WithoutMark(sample: Buffer): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => count / (sample.length / 2));
  if (odd > ZEROS_OF_UTF_16 && even < odd / 10) return 'utf-16le';
  return even > ZEROS_OF_UTF_16 && odd < even / 10 ? 'utf-16be' : null;
}

/** The end of the sample may cut a character. */
function isUtf8(sample: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function hasControls(sample: Buffer): boolean {
  let controls = 0;
  for (const byte of sample) if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) controls += 1;
  return controls > sample.length * CONTROLS_OF_BINARY;
}
