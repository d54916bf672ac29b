/**
 * A name as it is searched for: `Übersicht` is found by `übersicht`, whichever way a file system wrote its accents
 * down. SQLite's own LIKE knows the case of ASCII letters only.
 */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
