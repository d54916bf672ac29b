import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, onLine } from '../harness/child.ts';
import type { Workbench } from '../harness/workbench.ts';

const COMPILE_LIMIT_MS = 30_000;

/** A place for PUTs, in a process of its own. */
export interface Sink {
  /** Any path of it takes a PUT. */
  readonly origin: string;
  /** What it is written in. */
  readonly language: 'C' | 'Node';
  /** What came so far. */
  taken(): Promise<{ readonly puts: number; readonly bytes: number }>;
}

/** @param delayMs what the sink takes for each PUT, after its last byte */
export async function startSink(bench: Workbench, delayMs = 0): Promise<Sink> {
  const program = await compiled(bench);
  const child = bench.own(
    program === null
      ? new Child(process.execPath, [join(import.meta.dirname, 'sink-process.ts'), String(delayMs)])
      : new Child(program, [String(delayMs)]),
  );
  const waiting: ((line: string) => void)[] = [];
  onLine(child.process, (line) => waiting.shift()?.(line));
  const nextLine = () => new Promise<string>((resolve) => waiting.push(resolve));
  const port = await Promise.race([nextLine(), child.ended()]);
  if (typeof port !== 'string') throw new Error(`the sink ended: ${port.stderr}`);
  return {
    origin: `http://127.0.0.1:${port}`,
    language: program === null ? 'Node' : 'C',
    async taken() {
      const line = nextLine();
      child.process.stdin?.write('\n');
      const [puts = 0, bytes = 0] = (await line).split(' ').map(Number);
      return { puts, bytes };
    },
  };
}

let program: Promise<string | null> | undefined;

/** The C sink, or null where nothing compiles it. */
function compiled(bench: Workbench): Promise<string | null> {
  program ??= (async () => {
    const path = join(await bench.folder(), 'sink');
    const args = ['-O2', '-pthread', '-o', path, join(import.meta.dirname, 'sink.c')];
    try {
      await promisify(execFile)('cc', args, { timeout: COMPILE_LIMIT_MS });
      return path;
    } catch {
      return null;
    }
  })();
  return program;
}
