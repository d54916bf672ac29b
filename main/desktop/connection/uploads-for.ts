import { isActive, type Upload } from '../../core/model/upload.ts';
import type { Queue } from '../../core/queue/queue.ts';

type IsMeant = (destination: string) => boolean;

/** @returns the uploads in the list that are for these base URLs and users */
export function uploadsFor({ uploads }: Pick<Queue, 'uploads'>, isMeant: IsMeant): Upload[] {
  return [...uploads.all()].filter(({ destination }) => destination !== null && isMeant(destination));
}

/** @returns how many of them have not ended */
export function waitingFor(queue: Pick<Queue, 'uploads'>, isMeant: IsMeant): number {
  return uploadsFor(queue, isMeant).filter(({ state }) => isActive(state)).length;
}

/** Cancels them, and takes them out of the list. The history keeps them. */
export async function discardUploadsFor(
  queue: Pick<Queue, 'uploads' | 'cancel' | 'remove'>,
  isMeant: IsMeant,
): Promise<void> {
  const ids = uploadsFor(queue, isMeant).map(({ id }) => id);
  await queue.cancel(ids);
  queue.remove(ids);
}
