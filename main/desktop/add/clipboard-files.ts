import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The payloads of one clipboard entry, by the system's name of their format. */
export type Payloads = ReadonlyMap<string, Buffer>;

/** The formats of copied files on each system. The first one with files counts, since others name the same files. */
const FORMATS: readonly { readonly name: string; readonly parse: (payload: Buffer) => string[] }[] = [
  { name: 'CF_HDROP', parse: fromDropFiles },
  { name: 'NSFilenamesPboardType', parse: fromPropertyList },
  { name: 'x-special/gnome-copied-files', parse: fromUrls },
  { name: 'text/uri-list', parse: fromUrls },
  { name: 'public.file-url', parse: fromUrls },
  // This format has only the first file.
  { name: 'FileNameW', parse: (payload) => [beforeNul(payload.toString('utf16le'))] },
];

export const FILE_FORMATS: readonly string[] = FORMATS.map(({ name }) => name);

/** @returns the absolute paths of the copied files, each once; none where the clipboard holds something else */
export function copiedFiles(entries: readonly Payloads[]): string[] {
  for (const { name, parse } of FORMATS) {
    const found = entries.flatMap((payloads) => {
      const payload = payloads.get(name);
      return payload === undefined ? [] : parse(payload);
    });
    const paths = new Set(found.filter((path) => isAbsolute(path) && !path.includes('\0')));
    if (paths.size > 0) return [...paths];
  }
  return [];
}

/** One URL in each line. Remote files, comments and GNOME's first line “copy” are left out. */
function fromUrls(payload: Buffer): string[] {
  return payload
    .toString('utf8')
    .split(/[\r\n\0]+/)
    .filter((line) => line.startsWith('file://'))
    .flatMap((url) => {
      try {
        return [fileURLToPath(url.trim())];
      } catch {
        return [];
      }
    });
}

/** macOS's list of paths, as XML. `public.file-url` covers its binary form. */
function fromPropertyList(payload: Buffer): string[] {
  const strings = payload.toString('utf8').matchAll(/<string>([^<]*)<\/string>/g);
  return Array.from(strings, ([, text = '']) => unescapeXml(text));
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

/** Windows' DROPFILES: the offset of the names, and at byte 16 whether they are UTF-16. Each name ends with a NUL. */
function fromDropFiles(payload: Buffer): string[] {
  if (payload.length < 20) return [];
  const isWide = payload.readUInt32LE(16) !== 0;
  const names = payload.subarray(payload.readUInt32LE(0)).toString(isWide ? 'utf16le' : 'latin1');
  const end = names.indexOf('\0\0');
  return (end < 0 ? names : names.slice(0, end)).split('\0');
}

function beforeNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
