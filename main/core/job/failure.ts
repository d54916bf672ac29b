import { ConversionError } from '../convert/conversion.ts';
import { FileError } from '../files/file-error.ts';
import { CallError } from '../files-api/call-error.ts';
import type { MessageText } from '../model/messages.ts';
import type { FailureReason } from '../model/reasons.ts';

/** An upload cannot become ready, and this is why. */
export class Failure extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason) {
    super(reason.code);
    this.reason = reason;
  }
}

/** @returns the failure of an upload for an error of a call or of the file, if nothing else can be done about it */
export function failureOf(error: unknown): Error {
  if (error instanceof FileError) return new Failure(reasonOf(error));
  if (error instanceof ConversionError)
    return new Failure({ code: 'conversion_failed', because: error.problem });
  if (!(error instanceof CallError)) return error instanceof Error ? error : new Error(String(error));
  const { action, because } = error;
  if (action.type === 'fail') return new Failure(action.reason);
  return new Failure({ code: 'request_refused', detail: because });
}

function reasonOf(error: FileError): FailureReason {
  if (error.code === 'file_unreadable') return { code: 'file_unreadable', because: wordsFor(error.message) };
  return { code: error.code };
}

/** The system's code, rephrased if it would mislead: nothing is wrong with the file. */
function wordsFor(code: string): MessageText {
  if (code === 'EMFILE' || code === 'ENFILE') return { code: 'too_many_open_files' };
  return code === 'EBUSY' ? { code: 'file_in_use' } : code;
}
