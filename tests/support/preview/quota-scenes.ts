import type {
  Connection,
  SharedLimits,
  SharedLimitsAnswer,
  UploadRow,
} from '../../../preload/contract/contract.ts';
import type { Scene } from './scenes.ts';

const url = 'rediss://hoist@limits.example.com:6379/0';
const NONE: SharedLimits = { url: '', hasPassword: false, status: { kind: 'off' } };

const kept = (status: SharedLimits['status']): SharedLimits => ({ url, hasPassword: true, status });

/** What the server answers to a test, by the end of the scene's name. */
const answers: Readonly<Record<string, SharedLimitsAnswer | 'none'>> = {
  form: 'none',
  testing: 'none',
  works: { ok: true, code: 'works', otherDesks: 3 },
  'bad-address': { ok: false, code: 'no_address' },
  'no-answer': { ok: false, code: 'unreachable' },
  'no-tls': { ok: false, code: 'no_tls' },
  cluster: { ok: false, code: 'cluster' },
  refused: { ok: false, code: 'login_refused' },
  rights: { ok: false, code: 'rights_missing', missingRights: ['+pexpire', '+hdel', '+evalsha'] },
  certificate: { ok: false, code: 'certificate' },
  'too-old': { ok: false, code: 'too_old' },
  'until-quit': { ok: true, code: 'until_quit' },
};

/** The limits of a key that computers share, as the settings show them. */
export function quotaScenes(connection: Connection, rows: readonly UploadRow[]): readonly Scene[] {
  const usual = { rows, queueStatus: { kind: 'open' }, connection } as const;
  const locked = { organisation: { locked: ['quotaUrl'] } } as const;
  const away = kept({ kind: 'unavailable', code: 'unreachable' });
  return [
    { ...usual, name: 'settings-quota-off', sharedLimits: NONE },
    ...Object.entries(answers).map(([end, sharedLimitsAnswer]) => ({
      ...usual,
      name: `settings-quota-${end}`,
      sharedLimits: NONE,
      sharedLimitsAnswer,
    })),
    { ...usual, name: 'settings-quota-connecting', sharedLimits: kept({ kind: 'connecting' }) },
    { ...usual, name: 'settings-quota-alone', sharedLimits: kept({ kind: 'shared', desks: 1 }) },
    { ...usual, name: 'settings-quota-shared', sharedLimits: kept({ kind: 'shared', desks: 12 }) },
    { ...usual, name: 'settings-quota-change', sharedLimits: kept({ kind: 'shared', desks: 12 }) },
    { ...usual, name: 'settings-quota-away', sharedLimits: away },
    { ...usual, ...locked, name: 'settings-quota-locked', sharedLimits: kept({ kind: 'shared', desks: 12 }) },
    { ...usual, ...locked, name: 'settings-quota-locked-away', sharedLimits: away },
  ];
}
