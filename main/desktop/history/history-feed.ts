import { isActive } from '../../core/model/upload.ts';
import type { UploadList } from '../../core/queue/upload-list.ts';

const EVERY_MS = 1000;

/** Tells that the history has grown, at most once a second. Where nobody is to be told it waits for nothing. */
export function followHistory(uploads: Pick<UploadList, 'subscribe'>, tell: () => void): void {
  let isComing = false;
  uploads.subscribe((event) => {
    if (isComing || event.type !== 'upload' || isActive(event.upload.state)) return;
    isComing = true;
    setTimeout(() => {
      isComing = false;
      tell();
    }, EVERY_MS);
  });
}
