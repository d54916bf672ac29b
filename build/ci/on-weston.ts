/**
 * Runs a command on a Wayland display in memory, with Weston's headless backend:
 *
 *     node build/ci/on-weston.ts <script> [arguments…]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SOCKET = 'hoist-wayland';
const WITHIN_MS = 15_000;
/** Weston's desktop shell has a bar and a wallpaper, which nobody needs here. */
const WESTON = ['--backend=headless', '--renderer=pixman', '--width=1280', '--height=1024', '--idle-time=0'];

/** @returns the environment of a program on that display alone, without X11 */
function waylandEnvironment(runtimeFolder: string): Readonly<Record<string, string | undefined>> {
  return {
    XDG_RUNTIME_DIR: runtimeFolder,
    WAYLAND_DISPLAY: SOCKET,
    // Chromium chooses its platform by this.
    XDG_SESSION_TYPE: 'wayland',
    DISPLAY: undefined,
  };
}

/** @returns the exit code of the command */
export async function onWeston(args: readonly string[], weston = 'weston'): Promise<number> {
  // A socket's path may have 107 bytes, and the folder must belong to its owner alone.
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  const compositor = spawn(weston, [...WESTON, `--socket=${SOCKET}`], {
    env: { ...process.env, XDG_RUNTIME_DIR: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const gone = once(compositor, 'exit').catch((error: unknown) => [error]);
  try {
    await listening(compositor, join(folder, SOCKET));
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...waylandEnvironment(folder) },
      stdio: 'inherit',
    });
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    return exitCode ?? 1;
  } finally {
    compositor.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function listening(compositor: ChildProcess, socket: string): Promise<void> {
  const failed = once(compositor, 'error').then(([error]) => error as Error);
  for (const deadlineMs = Date.now() + WITHIN_MS; Date.now() < deadlineMs; ) {
    if (existsSync(socket)) return;
    const error = await Promise.race([failed, sleep(50)]);
    if (error !== undefined) throw error;
    if (compositor.exitCode !== null) throw new Error(`weston ended with ${compositor.exitCode}`);
  }
  throw new Error(`weston offers no display within ${WITHIN_MS / 1000} s`);
}

if (import.meta.main) process.exitCode = await onWeston(process.argv.slice(2));
