import { app } from 'electron';
import { z } from 'zod';

const handedOver = z.object({ paths: z.array(z.string()) });

/** Whether another Hoist runs already: it then gets these files, and this one must quit. */
export function handOver(paths: readonly string[]): boolean {
  return !app.requestSingleInstanceLock({ paths });
}

/** Takes what a second start hands over. */
export function setupHandOver(take: (paths: readonly string[]) => void): void {
  app.on('second-instance', (_event, _argv, _workingDirectory, additionalData) => {
    const parsed = handedOver.safeParse(additionalData);
    take(parsed.success ? parsed.data.paths : []);
  });
}
