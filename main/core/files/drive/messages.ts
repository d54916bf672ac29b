import { FileError } from '../file-error.ts';

/** The messages to the process that works on one drive. */
export type ToWorker =
  | { readonly kind: 'call'; readonly id: number; readonly task: string; readonly args: readonly unknown[] }
  /** The answer to `ask`. */
  | { readonly kind: 'answer'; readonly id: number; readonly error: SentError | null }
  /** Whether the drive at this mount point still answers. */
  | { readonly kind: 'probe'; readonly mount: string };

export type FromWorker =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError }
  /** A task tells something before it goes on. */
  | { readonly kind: 'ask'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'alive' };

/** An error as it crosses to another process, with the code that callers check. */
export interface SentError {
  readonly message: string;
  readonly code: string;
  readonly syscall: string | null;
  readonly isFileError: boolean;
}

export function sent(error: unknown): SentError {
  const { message, code, syscall } = (
    error instanceof Error ? error : new Error(String(error))
  ) as NodeJS.ErrnoException;
  return {
    message,
    code: code ?? 'unknown',
    syscall: syscall ?? null,
    isFileError: error instanceof FileError,
  };
}

export function received({ message, code, syscall, isFileError }: SentError): Error {
  if (isFileError) return new FileError(code as FileError['code'], message);
  return Object.assign(new Error(message), { code }, syscall !== null && { syscall });
}

/** The error of a call without an answer, as if the system had given up on the drive. */
export function silent(): Error {
  return Object.assign(new Error('the drive does not answer'), { code: 'ETIMEDOUT', syscall: 'wait' });
}
