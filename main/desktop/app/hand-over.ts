import { app } from 'electron';
import type { LaunchOptions } from '../shell/command-line.ts';
import { keepFileList } from '../system/file-list.ts';
import { relaunch } from '../system/relaunch.ts';

/**
 * What a running Hoist reads of a second start, in bytes: its folder, its command line and its options. Of a longer message the rest is
 * cut off, and Electron reads past its end (`kMaxMessageLength` in Chromium's `process_singleton_posix.cc`, and
 * `feat_add_data_parameter_to_processsingleton.patch`). Then files are lost, or the running Hoist crashes.
 */
const MOST_BYTES = 32 * 1024;
/** For what stands around it, and for switches that Chromium adds. */
const MARGIN_BYTES = 4 * 1024;

/**
 * Hands these options to a Hoist that runs already. Where they are too long for that, Hoist starts once more with the files in a list.
 * @param start.argv the process's, whole
 * @returns whether this process must quit
 * @throws where the list cannot be written
 */
export function handOver(
  options: LaunchOptions,
  start: {
    readonly argv: readonly string[];
    readonly workingFolder: string;
    readonly platform: NodeJS.Platform;
  },
): boolean {
  const isTooLong = start.platform !== 'win32' && messageBytes(options, start) > MOST_BYTES - MARGIN_BYTES;
  if (!isTooLong) return !app.requestSingleInstanceLock({ ...options });
  // Its switches alone are too long, as nobody but an attacker's link has them. To start again would not end.
  if (options.fileList !== null) return true;
  const fileList = keepFileList(app.getPath('userData'), options.files);
  relaunch({ ...options, files: [], fileList });
  return true;
}

/** The options are sent as V8 serialises them, where a letter has up to two bytes. */
function messageBytes(
  options: LaunchOptions,
  { argv, workingFolder }: { readonly argv: readonly string[]; readonly workingFolder: string },
): number {
  return Buffer.byteLength([workingFolder, ...argv].join('\0')) + 2 * JSON.stringify(options).length;
}
