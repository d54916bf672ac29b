import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import type { Calls, Events } from '../../../preload/contract/contract.ts';
import { APP_ORIGIN } from './app-scheme.ts';
import { copyFormat } from './ipc-copy-format.ts';
import { isTooLarge } from './payload-size.ts';
import { preferencesChange } from './preferences-schema.ts';

export type Handlers = {
  [C in keyof Calls]: (...payload: Parameters<Calls[C]>) => Promised<ReturnType<Calls[C]>>;
};
type Promised<T> = T | Promise<T>;

const ids = z.array(z.uuid()).max(200_000);
const retention = z.enum(['keep', 'temporary']);
const draft = z.strictObject({
  baseUrl: z.string().max(2000),
  apiKey: z.string().max(4000),
  userId: z.string().max(100),
});

const historyQuery = z.strictObject({
  search: z.string().max(1000),
  period: z.enum(['any', 'today', 'week', 'month']),
  outcome: z.enum(['all', 'ready', 'failed', 'not-sent']),
  from: z.union([z.enum(['anywhere', 'person']), z.uuid()]),
});
const historyPlace = z.strictObject({ endedAtMs: z.number(), seq: z.int() });

const fileId = z.string().min(1).max(200);
const fileIds = z.array(fileId).max(100_000);

const path = z.string().min(1).max(32_768);
const paths = z.array(path).max(100_000);
const patterns = z.array(z.string().min(1).max(1000)).max(100);
const folderSettings = z.strictObject({
  recursive: z.boolean(),
  include: patterns,
  exclude: patterns,
  retention,
  afterwards: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('leave') }),
    z.strictObject({ do: z.literal('move'), folder: path }),
    z.strictObject({ do: z.literal('trash') }),
  ]),
  onEdit: z.enum(['new-version', 'leave', 'ask']),
});

/** What may come through each channel. Anything else is refused before a handler sees it. */
const PAYLOADS: { readonly [C in keyof Calls]: z.ZodType<Parameters<Calls[C]>> } = {
  'queue:snapshot': z.tuple([]),
  'queue:snapshot-page': z.tuple([]),
  'queue:add': z.tuple([paths, retention]),
  'queue:choose': z.tuple([z.enum(['files', 'folder']), retention]),
  'queue:cancel': z.tuple([ids]),
  'queue:retry': z.tuple([ids]),
  'queue:upload-again': z.tuple([ids]),
  'queue:set-paused': z.tuple([z.boolean()]),
  'queue:try-now': z.tuple([ids.nullable()]),
  'queue:remove': z.tuple([ids]),
  'queue:copy-ids': z.tuple([ids]),
  'connection:get': z.tuple([]),
  'connection:test': z.tuple([draft]),
  'connection:save': z.tuple([draft]),
  'connection:use-sandbox': z.tuple([]),
  'connection:leave-sandbox': z.tuple([]),
  'finish:get': z.tuple([]),
  'folders:get': z.tuple([]),
  'folders:choose': z.tuple([z.enum(['watch', 'move-target'])]),
  'folders:dropped': z.tuple([paths]),
  'folders:add': z.tuple([path, folderSettings]),
  'folders:update': z.tuple([z.uuid(), folderSettings]),
  'folders:set-paused': z.tuple([z.uuid(), z.boolean()]),
  'folders:remove': z.tuple([z.uuid()]),
  'folders:answer-already-here': z.tuple([z.uuid(), z.enum(['upload', 'only-new'])]),
  'folders:answer-edited': z.tuple([z.uuid(), paths, z.enum(['upload', 'leave'])]),
  'folders:look': z.tuple([]),
  'folders:copy-id': z.tuple([z.uuid()]),
  'history:page': z.tuple([historyQuery, historyPlace.nullable()]),
  'history:reveal': z.tuple([z.uuid()]),
  'history:upload-again': z.tuple([ids.max(10_000)]),
  'history:export': z.tuple([historyQuery, z.enum(['csv', 'json'])]),
  'library:page': z.tuple([z.int().min(1).max(1_000_000)]),
  'library:text': z.tuple([fileId]),
  'library:copy-ids': z.tuple([fileIds]),
  'library:delete': z.tuple([fileIds]),
  'library:deletions': z.tuple([]),
  'library:dismiss': z.tuple([]),
  'copy:as': z.tuple([ids, copyFormat]),
  'copy:preview': z.tuple([ids, copyFormat]),
  'copy:when-ready': z.tuple([ids]),
  'copy:stop-waiting': z.tuple([]),
  'copy:waiting': z.tuple([]),
  'data:about': z.tuple([]),
  'data:show-folder': z.tuple([]),
  'data:show-log': z.tuple([]),
  'data:show-about': z.tuple([]),
  'data:report-problem': z.tuple([]),
  'data:reset': z.tuple([]),
  'language:get': z.tuple([]),
  'preferences:get': z.tuple([]),
  'preferences:change': z.tuple([preferencesChange]),
  'clipboard:upload': z.tuple([retention]),
  'system:get': z.tuple([]),
  'system:start-at-login': z.tuple([z.boolean()]),
  'system:send-to': z.tuple([z.boolean()]),
  'system:record-shortcut': z.tuple([z.boolean()]),
  'update:get': z.tuple([]),
  'update:restart': z.tuple([]),
};

/** Hoist's windows, where they are open. */
export interface Callers {
  readonly mainWindow: () => BrowserWindow | null;
  readonly dropWindow: () => BrowserWindow | null;
}

/** What the drop window needs, and all that it may call. */
const OF_DROP_WINDOW: ReadonlySet<keyof Calls> = new Set(['queue:add', 'preferences:get', 'language:get']);

/** Answers the windows' calls, and nobody else's. */
export function serveCalls(handlers: Handlers, callers: Callers): void {
  for (const channel of Object.keys(PAYLOADS) as (keyof Calls)[]) serve(channel, handlers[channel], callers);
}

function serve<C extends keyof Calls>(channel: C, handler: Handlers[C], callers: Callers): void {
  ipcMain.handle(channel, (event, ...payload: unknown[]) => {
    const { mainWindow, dropWindow } = callers;
    refuseStrangers(event, OF_DROP_WINDOW.has(channel) ? [mainWindow(), dropWindow()] : [mainWindow()]);
    if (isTooLarge(payload)) throw new RangeError(`${channel}: too large`);
    const parsed = PAYLOADS[channel].safeParse(payload);
    if (!parsed.success) throw new TypeError(`${channel}: ${parsed.error.issues[0]?.message ?? 'not valid'}`);
    return (handler as (...payload: unknown[]) => unknown)(...parsed.data);
  });
}

/** Sends to the window, where there is one. */
export function push<E extends keyof Events>(
  window: BrowserWindow | null,
  channel: E,
  ...payload: Events[E]
): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(channel, ...payload);
}

/** Only the app's own page in the main frame of one of these windows may call. */
function refuseStrangers(
  { sender, senderFrame }: IpcMainInvokeEvent,
  windows: readonly (BrowserWindow | null)[],
): void {
  const window = windows.find((each) => each?.webContents === sender);
  const known =
    window?.webContents.mainFrame === senderFrame && senderFrame?.url.startsWith(`${APP_ORIGIN}/`);
  if (!known) throw new Error('This sender may not call Hoist.');
}
