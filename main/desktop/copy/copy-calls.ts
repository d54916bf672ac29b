import { clipboard } from 'electron';
import type { ChannelOf, CopyCalls, CopyFormat, CopyWait } from '../../../preload/contract/contract.ts';
import type { Queue } from '../../core/queue/queue.ts';
import type { History } from '../../core/store/history.ts';
import type { Handlers } from '../shell/ipc.ts';
import { copyText, isReady } from './copy-text.ts';
import { CopyWhenReady } from './copy-when-ready.ts';

/** A preview shows so many files; the window need not be sent ten thousand to show the first lines. */
const PREVIEW_FILES = 3;

/** What the window can ask of handing ids over, of the list and of the history. */
export function copyCalls(
  queue: Queue,
  history: Pick<History, 'find'>,
  tell: (wait: CopyWait) => void,
): Pick<Handlers, ChannelOf<CopyCalls>> {
  const find = (id: string) => queue.uploads.find(id) ?? history.find(id);
  const readyOf = (ids: readonly string[]) => ids.map(find).filter(isReady);
  const copyAs = async (ids: readonly string[], format: CopyFormat): Promise<number> => {
    const ready = readyOf(ids);
    if (ready.length > 0) await clipboard.writeText(copyText(ready, format));
    return ready.length;
  };
  const whenReady = new CopyWhenReady({
    uploads: queue.uploads,
    tell,
    copy: (ids) => copyAs(ids, { kind: 'ids' }),
  });
  return {
    'copy:as': copyAs,
    'copy:preview': (ids, format) => {
      const ready = readyOf(ids);
      return { text: copyText(ready.slice(0, PREVIEW_FILES), format), count: ready.length };
    },
    'copy:when-ready': (ids) => whenReady.start(ids),
    'copy:stop-waiting': () => whenReady.stop(),
    'copy:waiting': () => whenReady.wait,
  };
}
