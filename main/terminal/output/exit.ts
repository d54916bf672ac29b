/** The terminal's exit codes. */
export const EXIT = {
  ok: 0,
  /** Some files failed, or there was nothing to upload. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** Ended by SIGHUP: its window was closed. */
  hungUp: 129,
  /** Ended by SIGINT. */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

/** Ends the command with an exit code and a sentence for the person, which may be empty. */
export class ExitError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT.usage) {
    super(message);
    this.name = 'ExitError';
    this.exitCode = exitCode;
  }
}
