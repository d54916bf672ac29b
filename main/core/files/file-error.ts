/** A file that cannot be sent as it stands. */
export class FileError extends Error {
  readonly code: 'file_vanished' | 'file_changed' | 'file_unreadable';
  constructor(code: FileError['code'], because: string, options?: ErrorOptions) {
    super(because, options);
    this.name = 'FileError';
    this.code = code;
  }
}

/** A system error on a user's file, as a {@link FileError}. */
export function fileError(error: unknown): FileError {
  if (error instanceof FileError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const gone = code === 'ENOENT' || code === 'ENOTDIR';
  return new FileError(gone ? 'file_vanished' : 'file_unreadable', code, { cause: error });
}

/** The error codes of systems for a drive whose other end does not answer. */
const UNANSWERED: readonly string[] = ['ETIMEDOUT', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENOTCONN'];

/** Whether an error says nothing of the file, but that its drive does not answer just now. */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof FileError) return UNANSWERED.includes(error.message);
  return error instanceof Error && 'code' in error && UNANSWERED.includes(String(error.code));
}
