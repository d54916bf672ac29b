import { z } from 'zod';
import type { ChannelOf, SharedLimitsCalls } from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import type { ParsedPolicy } from '../../core/policy/policy.ts';
import { shownQuotaAddress } from '../../core/quota-server/quota-address.ts';
import type { SettingsFile } from '../settings/settings.ts';
import type { Translations } from '../shell/i18n.ts';
import type { HoistWindow, Ipc } from '../shell/ipc.ts';
import type { Log } from '../shell/log.ts';
import { ask } from '../shell/message-box.ts';
import { SharedLimitsControl } from './shared-limits-control.ts';

const draft = z.strictObject({ url: z.string().max(2000), password: z.string().max(1000) });

/** The shared limits, which the window sees and changes. Nothing is shared before its `start`. */
export function setupSharedLimits(app: {
  readonly ipc: Ipc;
  readonly quit: { onClose(close: () => void | Promise<void>): void };
  readonly engine: Engine;
  readonly settings: SettingsFile;
  readonly organisation: ParsedPolicy;
  readonly log: Log;
  readonly mainWindow: HoistWindow;
  readonly translations: () => Translations;
}): SharedLimitsControl {
  const { ipc, quit, engine, settings, organisation, log, mainWindow, translations } = app;
  const isLocked = organisation.policy.locked.quotaUrl !== undefined;
  const limits = new SharedLimitsControl({
    engine,
    file: settings,
    isLocked,
    confirm: (url) => confirmServer(url, translations(), mainWindow),
  });
  quit.onClose(() => limits.close());
  limits.on('changed', (view) => ipc.push('quota:changed', view));
  log.hide((text) => limits.withoutPassword(text));
  ipc.serve<ChannelOf<SharedLimitsCalls>>({
    'quota:get': { payload: [], handle: () => limits.view() },
    'quota:test': { payload: [draft], handle: (asked) => limits.test(asked) },
    'quota:save': { payload: [draft], handle: (asked) => limits.save(asked) },
  });
  return limits;
}

/**
 * Asks whether this server may grant calls from now on. The dialog is outside of the window, since whoever controls the
 * page could else have their own server say that files of watched folders need not be sent.
 */
function confirmServer(url: string, t: Translations, mainWindow: HoistWindow): Promise<boolean> {
  return ask(mainWindow.current, {
    type: 'question',
    message: t('sharedLimits.question'),
    detail: t('sharedLimits.detail', { server: shownQuotaAddress(url) }),
    buttons: [t('sharedLimits.use'), t('sharedLimits.cancel')],
    defaultId: 0,
    cancelId: 1,
  });
}
