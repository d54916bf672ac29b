import { readdir, readFile } from 'node:fs/promises';

/** What Linux alone tells of a process. */
export const CAN_READ_PEAKS = process.platform === 'linux';

const MIB = 1024 * 1024;

/** The most memory that a process has had so far, in MiB (VmHWM). */
export async function peakMemoryMib(pid: number): Promise<number> {
  return ((await statusOf(pid, 'VmHWM', 'kB')) * 1024) / MIB;
}

/** The memory that a process has now, in MiB (VmRSS). */
export async function residentMib(pid: number): Promise<number> {
  return ((await statusOf(pid, 'VmRSS', 'kB')) * 1024) / MIB;
}

export function threadsOf(pid: number): Promise<number> {
  return statusOf(pid, 'Threads', '');
}

/** How many descriptors a process has open. */
export async function openDescriptors(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}

async function statusOf(pid: number, field: string, unit: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const value = new RegExp(`^${field}:\\s+(\\d+) ?${unit}$`, 'm').exec(status)?.[1];
  if (value === undefined) throw new Error(`process ${pid} has no ${field}`);
  return Number(value);
}
