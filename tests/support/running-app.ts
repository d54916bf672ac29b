/** The handle of a running app for the end-to-end specs, the demo and the bench. */
import type { Page } from 'playwright';
import type { Runner } from '../../build/runner/choose-runner.ts';

export type { Runner };

export interface LaunchOptions {
  /** Folder with the app's package.json; the repository by default. */
  readonly appPath?: string;
  /** The app's own userData folder. */
  readonly dataDir: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Modules that the main process loads before the app: paths of TypeScript or JavaScript. */
  readonly preload?: readonly string[];
  /** Of the first window's content, once it is open. */
  readonly size?: { readonly width: number; readonly height: number };
  /** The system's own colour scheme; what the app's theme "system" follows. */
  readonly colorScheme?: 'light' | 'dark';
}

type ElectronModule = typeof Electron.CrossProcessExports;

export interface DropTarget {
  /** The middle of the first element that matches; the middle of the page where neither this nor x and y is given. */
  readonly selector?: string;
  readonly x?: number;
  readonly y?: number;
}

export interface RunningApp {
  readonly runner: Runner;
  /** Of the main process. */
  readonly pid: number;
  /** The first window's page, once it has loaded. */
  window(): Promise<Page>;
  /** The pages of all windows that have loaded something. */
  windows(): Promise<Page[]>;
  /** Runs `fn` in the main process. What goes in and out is cloned, and `fn` sees nothing of the place it stands in. */
  evaluate<R, A = undefined>(fn: (electron: ElectronModule, arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  /** Drops files and folders as the system's file manager would. Paths are absolute. */
  drop(page: Page, target: DropTarget, paths: readonly string[]): Promise<void>;
  /** Holds them over the page without letting go. */
  dragOver(page: Page, target: DropTarget, paths: readonly string[]): Promise<void>;
  /** Drops them after `dragOver`, where they are. */
  dropHeld(page: Page): Promise<void>;
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code (null where a signal ended it) when the main process is gone. */
  exited(): Promise<number | null>;
  /** `app.quit()`, and if that does not end it within a few seconds, `kill()`. */
  close(): Promise<void>;
  /** SIGKILL to the main process, as a crash would be. Nothing of it stays behind. */
  kill(): Promise<void>;
}
