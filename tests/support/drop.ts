/** A real drop from the operating system, through the DevTools protocol: the page gets true `File`s and folders. */
import type { CDPSession, Page } from 'playwright';
import type { DropTarget } from './running-app.ts';

const sessions = new WeakMap<Page, Promise<CDPSession>>();
const held = new WeakMap<Page, { x: number; y: number; data: DragData }>();

interface DragData {
  readonly items: [];
  readonly files: string[];
  readonly dragOperationsMask: number;
}

const copy = 1;

export async function dragOver(page: Page, target: DropTarget, paths: readonly string[]): Promise<void> {
  const { x, y } = await pointOf(page, target);
  const data: DragData = { items: [], files: [...paths], dragOperationsMask: copy };
  const session = await sessionOf(page);
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x, y, data });
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', x, y, data });
  held.set(page, { x, y, data });
}

/** Drops what is held, with no further move: the page may have changed under it meanwhile. */
export async function dropHeld(page: Page): Promise<void> {
  const drag = held.get(page);
  if (!drag) throw new Error('Nothing is held over this page: call dragOver first');
  held.delete(page);
  const session = await sessionOf(page);
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...drag });
}

export async function drop(page: Page, target: DropTarget, paths: readonly string[]): Promise<void> {
  await dragOver(page, target, paths);
  await dropHeld(page);
}

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

async function pointOf(page: Page, { selector, x, y }: DropTarget): Promise<{ x: number; y: number }> {
  if (x !== undefined && y !== undefined) return { x, y };
  if (selector === undefined) {
    return page.evaluate(() => ({ x: Math.floor(innerWidth / 2), y: Math.floor(innerHeight / 2) }));
  }
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`Nothing to drop on: ${selector}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
