/** Why a folder cannot be looked at, as a sentence for people. */
export function unavailable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return SENTENCES[code] ?? `The folder cannot be looked at (${code}). Hoist tries again and again.`;
}

const GONE =
  'The folder is not there: moved, deleted, or on a drive that is not connected. Hoist waits for it.';
const FORBIDDEN = 'Hoist may not look into the folder. It goes on as soon as it may.';

const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: GONE,
  ENODEV: GONE,
  ENXIO: GONE,
  EIO: 'The drive of the folder reports an error, or was taken out. Hoist waits for it.',
  ESTALE: GONE,
  EHOSTDOWN: 'The computer that the folder is on cannot be reached. Hoist waits for it.',
  ETIMEDOUT: 'The computer that the folder is on cannot be reached. Hoist waits for it.',
  ENOTDIR: 'There is a file where the folder was. Hoist waits for the folder.',
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
};
