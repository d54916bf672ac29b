import { app } from 'electron';
import { z } from 'zod';
import { type LaunchOptions, PLAIN_START } from '../shell/command-line.ts';

const handedOver: z.ZodType<LaunchOptions> = z.object({
  files: z.array(z.string()),
  isHidden: z.boolean(),
  uploadsClipboard: z.boolean(),
});

/** Whether another Hoist runs already: it then gets this wish, and this one must quit. */
export function handOver(wish: LaunchOptions): boolean {
  return !app.requestSingleInstanceLock({ ...wish });
}

/** Takes what a second start hands over. */
export function setupHandOver(take: (wish: LaunchOptions) => void): void {
  app.on('second-instance', (_event, _argv, _workingDirectory, additionalData) => {
    const parsed = handedOver.safeParse(additionalData);
    take(parsed.success ? parsed.data : PLAIN_START);
  });
}
