import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '../temp-folder.ts';

/** A disk that can be filled up and freed again. */
export interface SmallDisk extends AsyncDisposable {
  /** On that disk. */
  readonly dataDir: string;
  /** Preloaded into a Hoist that should notice a full disk; null if the disk is a real one. */
  readonly preload: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  fill(): void;
  free(): void;
}

/**
 * A tmpfs of half a MiB where this process may mount one (root on Linux); elsewhere an ordinary folder, with a module
 * that lets SQLite fail as it does on a full disk.
 */
export async function smallDisk(): Promise<SmallDisk> {
  const folder = await tempFolder();
  const place = folder.at('disk');
  await mkdir(place);
  const mounted = mount(place);
  const filler = join(place, 'filler');
  const flag = folder.at('disk-is-full');
  return {
    dataDir: join(place, 'data'),
    preload: mounted ? [] : [join(import.meta.dirname, 'full-disk.ts')],
    env: { HOIST_TEST_DISK_FULL: flag },
    fill() {
      if (mounted) fillUp(place, filler);
      else writeFileSync(flag, '');
    },
    free: () => rmSync(mounted ? filler : flag, { force: true }),
    async [Symbol.asyncDispose]() {
      if (mounted) execFileSync('umount', ['--lazy', place]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

function mount(place: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/proc/mounts')) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k,mode=700', 'hoist-test', place], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

function fillUp(place: string, filler: string): void {
  const { bavail, bsize } = statfsSync(place);
  appendFileSync(filler, Buffer.alloc(bavail * bsize));
}
