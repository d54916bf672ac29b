import { z } from 'zod';
import type { ChannelOf, DetailsCalls, Mark, UploadDetails } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import { whomOf } from '../../core/model/connection-settings.ts';
import { readableStep } from '../../core/model/format.ts';
import { sourceOf, type Upload } from '../../core/model/upload.ts';
import type { History } from '../../core/store/history.ts';
import { rowOf } from '../queue/upload-rows.ts';
import type { Ipc } from '../shell/ipc.ts';
import { isDocument } from './document-types.ts';
import { openDocument } from './open-document.ts';

interface DetailsOptions {
  readonly ipc: Ipc;
  readonly engine: Engine;
  readonly store: { readonly history: History };
  readonly folderName: (folderId: string) => string | null;
}

/** Lets the window ask for all that is known of one upload. It asks while somebody looks, so nothing is sent otherwise. */
export function setupDetails(app: DetailsOptions): void {
  const { ipc, engine, store } = app;
  const find = (id: string) => engine.queue.uploads.find(id) ?? store.history.find(id);
  ipc.serve<ChannelOf<DetailsCalls>>({
    'details:get': {
      payload: [z.uuid()],
      handle: (id) => {
        const upload = find(id);
        return upload === undefined ? null : detailsOf(upload, app);
      },
    },
    'details:open': {
      payload: [z.uuid()],
      handle: async (id) => {
        const upload = find(id);
        return upload === undefined ? 'not-there' : openDocument(sourceOf(upload).path);
      },
    },
  });
}

function detailsOf(upload: Upload, { engine, folderName }: DetailsOptions): UploadDetails {
  const { id, state, times, sha256, destination, earlierVersion } = upload;
  const { queue, trails } = engine;
  const { path } = sourceOf(upload);
  const marks = trails?.marksOf(id) ?? [];
  return {
    row: rowOf(upload, queue.uploads.live(id), queue.destination, folderName, queue.waysOf(upload)),
    path,
    canOpen: isDocument(path),
    sha256,
    fileId: 'fileId' in state ? state.fileId : null,
    whom: destination === null ? null : whomOf(destination),
    earlierFileId: earlierVersion?.fileId ?? null,
    endedAtMs: times.endedAtMs,
    marks: marks.length > 0 ? marks.map(readable) : marksOfTimes(upload),
    ahead: queue.aheadOf(id),
  };
}

function readable(mark: Mark): Mark {
  return mark.kind === 'step' ? { ...mark, step: readableStep(mark.step) } : mark;
}

/** What is known of an upload whose trail nobody kept, as of one from an earlier version of Hoist. */
function marksOfTimes({ times }: Upload): UploadDetails['marks'] {
  const { signedAtMs, sentAtMs, endedAtMs } = times;
  return [
    ...(signedAtMs === null ? [] : [{ kind: 'signed', atMs: signedAtMs } as const]),
    ...(sentAtMs === null ? [] : [{ kind: 'sent', atMs: sentAtMs } as const]),
    ...(endedAtMs === null ? [] : [{ kind: 'ended', atMs: endedAtMs } as const]),
  ];
}
