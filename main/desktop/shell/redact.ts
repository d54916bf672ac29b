import { homedir } from 'node:os';
import { extname } from 'node:path';

/** Replaces each removed text. */
const GONE = '…';

/**
 * The secret parts of a URL: the query may be a signature, and a password precedes an `@`. What follows the first colon is no
 * port if it has other characters than digits, but a password, perhaps with a slash.
 */
const URLS =
  /:\/\/(?:[^\s/?#"'<>]*@|[^\s/?#"'<>:@[]*:(?!\d*(?:[/?#]|$))[^\s"'<>]*@)?([^\s?#"'<>]*)([?#][^\s"'<>]*)?/g;
/** `api-key: …`, `"apiKey":"…"`, `Authorization: Bearer …`, `X-Amz-Signature=…` and their like. */
const NAMED =
  /((?:api[-_ ]?key|authorization|x-amz-[a-z\d]+|signature|credential|token|secret|password)["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;&}]+/gi;
/** Longer than any id of Hoist or of the server: a key or a signature without a name. */
const LONG = /[A-Za-z\d+_=-]{40,}/g;

/** The paths in an error of Node's file system: `ENOENT: no such file or directory, rename '/a/b.pdf' -> '/c.pdf'`. */
const FILE_ERRORS = /(\bE[A-Z\d]+: [^,:\n']+, \w+ )'[^\n]*'/g;

/**
 * The text without keys, signatures, queries of URLs, names of files in errors and the person's name in paths. For logs
 * and reports.
 */
export function redact(text: string, home: string = ownHome()): string {
  const shown = text
    .replace(URLS, (_all, place: string, more?: string) =>
      more === undefined ? `://${place}` : `://${place}${more.charAt(0)}${GONE}`,
    )
    .replace(NAMED, `$1${GONE}`)
    .replace(FILE_ERRORS, (all, start: string) => `${start}'${GONE}${extname(all.slice(0, -1))}'`)
    .replace(LONG, GONE);
  return home.length > 1 ? shown.replace(formsOf(home), '~') : shown;
}

/** The home folder as paths, URLs and JSON write it; Windows' own programs do not agree on its case. */
function formsOf(home: string): RegExp {
  const slashed = home.replaceAll('\\', '/');
  const forms = [home.replaceAll('\\', '\\\\'), home, encodeURI(slashed), slashed];
  return new RegExp(
    [...new Set(forms)].map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'gi',
  );
}

/** Empty where the system knows none: a log must not fail for that. */
function ownHome(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}
