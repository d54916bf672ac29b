import { readFile } from 'node:fs/promises';

/** What Linux alone tells of a process. */
export const CAN_READ_PEAKS = process.platform === 'linux';

const MIB = 1024 * 1024;

/** The most memory that a process has had so far, in MiB (VmHWM). */
export async function peakMemoryMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error(`process ${pid} has no VmHWM`);
  return (Number(kib) * 1024) / MIB;
}
