import { type FromWorker, received, sent, silent } from './messages.ts';
import { remoteMountOf } from './mounts.ts';
import { forkWorker, type StartWorker, type Worker } from './worker.ts';

/** A drive that is silent for this long during a task counts as not answering, in ms. */
const SILENT_MS = 8000;
/**
 * How long its process may take to start, in ms. On a busy computer that takes a while, which is not the drive’s fault.
 */
const START_MS = 60_000;
const PROBE_EVERY_MS = 2000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  ask(value: unknown): unknown;
}

/**
 * All work on the files of one drive that may stop answering, in a process of its own: a call to the system that never
 * comes back takes one of a process's few threads for file work with it, and a process that has such a thread cannot end.
 */
export class Drive {
  readonly #mount: string;
  readonly #start: StartWorker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #calls = 0;
  #heardMs = 0;
  /** Whether its process has said anything yet. */
  #isUp = false;
  #isSilent = false;
  #isLeft = false;
  #watchdog: NodeJS.Timeout | null = null;

  constructor(mount: string, start: StartWorker) {
    this.#mount = mount;
    this.#start = start;
  }

  /**
   * Has one task done there.
   * @param ask called with what the task tells, and awaited, before it goes on
   * @throws the task's error, or ETIMEDOUT where the drive does not answer; at once as long as it does not
   */
  call(
    task: string,
    args: readonly unknown[],
    ask: (value: unknown) => unknown = () => {},
  ): Promise<unknown> {
    if (this.#isSilent || this.#isLeft) return Promise.reject(silent());
    const worker = this.#started();
    const id = ++this.#calls;
    if (this.#pending.size === 0) this.#heardMs = performance.now();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, ask });
      this.#retain(worker);
      worker.send({ kind: 'call', id, task, args });
    });
  }

  /** Leaves the drive: what is under way ends with ETIMEDOUT, and its process is not waited for. */
  leave(): void {
    this.#isLeft = true;
    this.#giveUp();
    this.#worker?.kill();
    this.#worker = null;
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start({
      heard: (message) => {
        if (worker === this.#worker) this.#heard(worker, message);
      },
      gone: () => {
        if (worker !== this.#worker) return;
        this.#giveUp();
        this.#worker = null;
        this.#isUp = false;
        this.#isSilent = false;
      },
    });
    this.#worker = worker;
    return worker;
  }

  #heard(worker: Worker, message: FromWorker): void {
    this.#heardMs = performance.now();
    this.#isUp = true;
    // It answers again, even if only to a call that was given up.
    this.#isSilent = false;
    if (message.kind === 'alive') return;
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if (message.kind === 'ask') {
      void this.#answer(worker, message.id, pending, message.value);
      return;
    }
    if (message.kind === 'done') pending.resolve(message.value);
    else pending.reject(received(message.error));
    this.#ended(worker, message.id);
  }

  async #answer(worker: Worker, id: number, pending: Pending, value: unknown): Promise<void> {
    try {
      await pending.ask(value);
      worker.send({ kind: 'answer', id, error: null });
    } catch (error) {
      // The caller gets its own error; the task ends with a copy, and tidies up.
      pending.reject(error as Error);
      this.#ended(worker, id);
      worker.send({ kind: 'answer', id, error: sent(error) });
    }
  }

  #ended(worker: Worker, id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#release(worker);
  }

  /** As long as something is asked of it, this process lives on and looks whether it still answers. */
  #retain(worker: Worker): void {
    worker.retain();
    this.#watchdog ??= setInterval(() => {
      if (performance.now() - this.#heardMs > (this.#isUp ? SILENT_MS : START_MS)) {
        this.#isSilent = true;
        this.#giveUp();
      } else worker.send({ kind: 'probe', mount: this.#mount });
    }, PROBE_EVERY_MS);
  }

  #release(worker: Worker): void {
    worker.release();
    if (this.#watchdog !== null) clearInterval(this.#watchdog);
    this.#watchdog = null;
  }

  #giveUp(): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    if (this.#worker !== null) this.#release(this.#worker);
    for (const { reject } of pending) reject(silent());
  }
}

let startWorker: StartWorker | null = process.versions['electron'] === undefined ? forkWorker : null;

/** How workers are started in this program. In Electron, where Node cannot do it, no drive has one until this is said. */
export function startWorkersBy(start: StartWorker): void {
  startWorker = start;
}

const drives = new Map<string, Drive>();
/** Whether the program ends, so that no drive is asked anything any more. */
let areLeft = false;

/** The drive that a path leads to, where it is one that may stop answering; null for a local path. */
export function driveOf(path: string): Drive | null {
  const mount = startWorker === null ? null : remoteMountOf(path);
  return mount === null ? null : driveAt(mount);
}

/** The drive at this mount point; null where no process can be started for it. */
export function driveAt(mount: string): Drive | null {
  if (startWorker === null) return null;
  const drive = drives.get(mount) ?? new Drive(mount, startWorker);
  drives.set(mount, drive);
  if (areLeft) drive.leave();
  return drive;
}

/** Waits for no drive any more, and asks none: the program ends. */
export function leaveDrives(): void {
  areLeft = true;
  for (const drive of drives.values()) drive.leave();
}
