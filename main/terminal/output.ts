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
  /** Whether the output is all that the command does: then it ends, see {@link print}. */
  readonly isItsWork: boolean;
  /** Whether stdout has lines for programs, which get nothing else. */
  readonly isForPrograms: boolean;
}

/**
 * Has a command go on where what it prints cannot be written, as on a full disk or after a log's reader has gone: it is
 * said once on the other stream.
 */
export function goOnWithoutOutput({ isItsWork, isForPrograms }: OutputOptions): void {
  sayOnce(process.stdout, isItsWork ? null : process.stderr, 'stdout');
  sayOnce(process.stderr, isItsWork || isForPrograms ? null : process.stdout, 'stderr');
}

function sayOnce(stream: NodeJS.WriteStream, other: NodeJS.WriteStream | null, name: string): void {
  let isSaid = false;
  stream.on('error', (error) => {
    if (isSaid) return;
    isSaid = true;
    other?.write(`${say('output_lost_work_goes_on', { stream: name, why: whyOf(error) })}\n`);
  });
}

/**
 * Prints for a command whose output is all that it does.
 * @throws {ExitError} where it cannot be written
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else
        reject(new ExitError(isUnread(error) ? '' : say('output_lost', { why: whyOf(error) }), EXIT.failed));
    });
  });
}

/** Resolves once all that was printed is with the system, or lost. */
export async function allPrinted(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}

/** As after `head` has had its lines, which is nobody's trouble. */
function isUnread(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}

function whyOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return code in WHY ? say(WHY[code as keyof typeof WHY]) : code;
}
