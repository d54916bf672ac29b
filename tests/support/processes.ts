/** Ends only processes that a test has started. */
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `exit`, and after `limitMs` calls `kill` instead. */
export async function endWithin(
  exit: Promise<unknown>,
  limitMs: number,
  kill: () => Promise<void>,
): Promise<void> {
  const ended = await Promise.race([exit.then(() => true), sleep(limitMs, false, { ref: false })]);
  if (!ended) await kill();
}

/** A browser that is just dying may still write into its profile, so this asks more than once. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** Sends SIGKILL or its counterpart on Windows. The process may have ended already. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
}

/** All processes below this one. */
export function descendantsOf(pid: number, all: readonly RunningProcess[] = processTable()): number[] {
  return all
    .filter(({ parent }) => parent === pid)
    .flatMap((each) => [each.pid, ...descendantsOf(each.pid, all)]);
}

/** Not counting those that only wait for their parent to ask how they ended. */
export function isRunning(pid: number): boolean {
  return processTable().some((each) => each.pid === pid);
}

function processTable(): RunningProcess[] {
  const [program, ...args] = process.platform === 'win32' ? WINDOWS_TABLE : POSIX_TABLE;
  return readTable(execFileSync(program, args, { encoding: 'utf8' }));
}

const POSIX_TABLE = ['ps', '-A', '-o', 'pid=,ppid=,stat='] as const;
const WINDOWS_TABLE = [
  ...['powershell', '-NoProfile', '-NonInteractive', '-Command'],
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
] as const;

/** Lines of a process, its parent and, where the system has it, its state. */
export function readTable(text: string): RunningProcess[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [pid = '', parent, state = ''] = line.trim().split(/\s+/);
    return pid === '' || state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
  });
}
