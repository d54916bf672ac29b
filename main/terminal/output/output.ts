import { EXIT, ExitError } from './exit.ts';
import { say } from './language.ts';

const WHY = {
  ENOSPC: 'no_space',
  EDQUOT: 'no_space_for_user',
  EFBIG: 'file_too_large',
  EIO: 'output_silent',
  EPIPE: 'nobody_reads',
} as const;

interface OutputOptions {
  /** Whether the output is all that the command does. Then losing it ends the command, see {@link print}. */
  readonly isItsWork: boolean;
  /** Whether programs read stdout, so that it must contain nothing but their lines. */
  readonly isForPrograms: boolean;
}

/**
 * Lets a command continue when its output cannot be written, as on a full disk or after a log's reader has gone. The other
 * stream gets one line about it.
 */
export function goOnWithoutOutput({ isItsWork, isForPrograms }: OutputOptions): void {
  reportOnce(process.stdout, isItsWork ? null : process.stderr, 'stdout');
  reportOnce(process.stderr, isItsWork || isForPrograms ? null : process.stdout, 'stderr');
}

function reportOnce(stream: NodeJS.WriteStream, other: NodeJS.WriteStream | null, name: string): void {
  let isReported = false;
  stream.on('error', (error) => {
    if (isReported) return;
    isReported = true;
    other?.write(`${say('output_lost_work_goes_on', { stream: name, why: whyOf(error) })}\n`);
  });
}

/**
 * Prints for a command whose output is all that it does.
 * @throws {ExitError} if the text cannot be written
 */
export function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else
        reject(new ExitError(isUnread(error) ? '' : say('output_lost', { why: whyOf(error) }), EXIT.failed));
    });
  });
}

/** Waits until the system has all that was printed, or it is lost. */
export async function allPrinted(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}

/** @returns whether the reader has gone, as `head` does after its lines, which is no error */
function isUnread(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}

function whyOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return code in WHY ? say(WHY[code as keyof typeof WHY]) : code;
}
