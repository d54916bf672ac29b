import { z } from 'zod';
import type { ChannelOf, ProxyCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ProxyLoginControl } from './proxy-login-control.ts';

/** A line break would end a field of what is stored. */
const line = z
  .string()
  .max(1000)
  .regex(/^[^\r\n\0]*$/);
const proxy = z.string().min(1).max(300);
const answer = z.strictObject({ user: line.min(1), password: line });

/** The window sees which proxy asks for a login, and answers it. Nothing kept is used before its `start`. */
export function setupProxyLogin(app: {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void | Promise<void>): void };
  readonly engine: Engine;
  readonly settings: SettingsFile;
  readonly log: Log;
}): ProxyLoginControl {
  const { ipc, quit, engine, settings, log } = app;
  const control = new ProxyLoginControl({ engine, file: settings });
  quit.onClose(() => control.close());
  control.on('changed', (view) => ipc.push('proxy:changed', view));
  log.hide((text) => control.withoutPassword(text));
  ipc.serve<ChannelOf<ProxyCalls>>({
    'proxy:get': { payload: [], handle: () => control.view() },
    'proxy:answer': { payload: [proxy, answer], handle: (asked, given) => control.answer(asked, given) },
  });
  return control;
}
