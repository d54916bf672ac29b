import { type Choice, chooseRunner, runnerEnvironment, tellTerminal, thisMachine } from './choose-runner.ts';

export interface RunnerHere {
  readonly choice: Choice;
  /** The variables for each process that runs on it. */
  readonly env: Readonly<Record<string, string>>;
  /** The command that gives such a process its display, to put before its own; usually empty. */
  readonly through: readonly string[];
}

/**
 * Chooses what this machine runs the app on, and prints which one and why.
 * @throws as {@link chooseRunner} does
 */
export async function runnerHere(): Promise<RunnerHere> {
  const choice = await chooseRunner(thisMachine(), tellTerminal());
  console.log(choice.why);
  return {
    choice,
    env: runnerEnvironment(choice),
    through: choice.runner === 'electron' ? choice.through : [],
  };
}
