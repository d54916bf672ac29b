import { clipboard } from 'electron';
import { z } from 'zod';
import type { ChannelOf, CopyCalls, CopyFormat } from '../../../preload/contract/contract.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { History } from '../../core/store/history.ts';
import type { Ipc } from '../shell/ipc.ts';
import { uploadIds } from '../shell/payload-schemas.ts';
import { copyText, isReady } from './copy-text.ts';
import { CopyWhenReady } from './copy-when-ready.ts';

/** The number of files in a preview. */
const PREVIEW_FILES = 3;

const copyFormat: z.ZodType<CopyFormat> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids') }),
  z.strictObject({ kind: z.literal('message') }),
  z.strictObject({ kind: z.literal('json') }),
  z.strictObject({ kind: z.literal('csv') }),
  z.strictObject({ kind: z.literal('template'), template: z.string().max(10_000) }),
]);

/** Lets the window copy the file ids of the list and of the history. */
export function setupCopying(app: {
  readonly ipc: Ipc;
  readonly engine: { readonly queue: Queue };
  readonly store: { readonly history: Pick<History, 'find'> };
}): void {
  const { ipc, engine, store } = app;
  const { uploads } = engine.queue;
  const find = (id: string) => uploads.find(id) ?? store.history.find(id);
  const readyOf = (ids: readonly string[]) => ids.map(find).filter(isReady);
  const copyAs = async (ids: readonly string[], format: CopyFormat): Promise<number> => {
    const ready = readyOf(ids);
    if (ready.length > 0) await clipboard.writeText(copyText(ready, format));
    return ready.length;
  };
  const copyIds = (ids: readonly string[]) => copyAs(ids, { kind: 'ids' });
  const whenReady = new CopyWhenReady({
    uploads,
    tell: (wait) => ipc.push('copy:waiting-changed', wait),
    copy: copyIds,
  });
  ipc.serve<ChannelOf<CopyCalls>>({
    'queue:copy-ids': { payload: [uploadIds], handle: copyIds },
    'copy:as': { payload: [uploadIds, copyFormat], handle: copyAs },
    'copy:preview': {
      payload: [uploadIds, copyFormat],
      handle: (ids, format) => {
        const ready = readyOf(ids);
        return { text: copyText(ready.slice(0, PREVIEW_FILES), format), count: ready.length };
      },
    },
    'copy:when-ready': { payload: [uploadIds], handle: (ids) => whenReady.start(ids) },
    'copy:stop-waiting': { payload: [], handle: () => whenReady.stop() },
    'copy:waiting': { payload: [], handle: () => whenReady.wait },
  });
}
