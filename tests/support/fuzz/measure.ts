/** The time for one input, in ms of the thread's own work. */
export const LIMIT_MS = 50;
/** A slow input is tried again alone: the thread also collects garbage and compiles. */
const TRIES = 5;

export interface Finding {
  readonly input: string;
  readonly what: string;
}

/**
 * Gives so many inputs to a parser.
 * @param parse may throw nothing: what it refuses, it says by its answer
 * @returns the first input that it failed at, or took too long for; null where there was none
 */
export async function firstFinding(
  inputs: number,
  next: () => string,
  parse: (input: string) => unknown,
): Promise<Finding | null> {
  for (let count = 0; count < inputs; count += 1) {
    const input = next();
    try {
      if ((await cpuMsOf(input, parse)) > LIMIT_MS) {
        const tookMs = await leastOf(input, parse);
        if (tookMs > LIMIT_MS) return { input, what: `took ${Math.round(tookMs)} ms` };
      }
    } catch (error) {
      return { input, what: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
  return null;
}

async function leastOf(input: string, parse: (input: string) => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && least > LIMIT_MS; tries += 1) {
    least = Math.min(least, await cpuMsOf(input, parse));
  }
  return least;
}

async function cpuMsOf(input: string, parse: (input: string) => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  const answer = parse(input);
  if (answer instanceof Promise) await answer;
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
