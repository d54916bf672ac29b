import { app, powerMonitor } from 'electron';
import { z } from 'zod';
import type { Engine } from '../../core/engine.ts';
import { HandoverServer } from '../../core/handover/handover-server.ts';
import { OwnerAnswers } from '../../core/handover/owner-answers.ts';
import type { Deletions } from '../../core/library/deletions.ts';
import type { SqliteStore } from '../../core/store/sqlite-store.ts';
import { systemClock } from '../../core/util/clock.ts';
import type { WatchedFolders } from '../../core/watch/watched-folders.ts';
import { type LaunchOptions, PLAIN_START } from '../shell/command-line.ts';
import { asksForLinks } from '../system/passing-copy.ts';
import type { Quit } from './quit.ts';

const launchOptions: z.ZodType<LaunchOptions> = z.object({
  files: z.array(z.string()),
  fileList: z.string().nullable(),
  isHidden: z.boolean(),
  uploadsClipboard: z.boolean(),
});

/** Responds to second starts, a click in the dock, the end of sleep, and `hoist:` links. */
export function setupSystemEvents(options: {
  readonly engine: Engine;
  readonly folders: Pick<WatchedFolders, 'rescan'>;
  readonly launchRequests: { perform(options: LaunchOptions): Promise<void> };
  readonly mainWindow: { show(): void };
}): void {
  const { engine, folders, launchRequests, mainWindow } = options;
  app.on('second-instance', (_event, _argv, _workingDirectory, handedOver) => {
    const parsed = launchOptions.safeParse(handedOver);
    void launchRequests.perform(parsed.success ? parsed.data : PLAIN_START);
  });
  app.on('activate', () => void mainWindow.show());
  powerMonitor.on('resume', () => {
    // The network may be another one after sleep, so no wait makes sense any longer.
    engine.queue.tryNow();
    folders.rescan();
  });
  // After `--`, nothing that a link contains can be a switch.
  if (asksForLinks(process.platform, app.isPackaged, process.env))
    app.setAsDefaultProtocolClient('hoist', process.execPath, ['--']);
}

/** Takes files from the terminal's program and answers it from now on, where the system lets it. */
export async function openHandover({
  quit,
  ...owner
}: {
  engine: Engine;
  store: SqliteStore;
  deletions: Deletions;
  quit: Quit;
}): Promise<void> {
  const answers = new OwnerAnswers({ ...owner, clock: systemClock });
  const { engine } = owner;
  const server = await HandoverServer.open({ folder: app.getPath('userData'), engine, answers });
  quit.onClose(() => server?.close());
}
