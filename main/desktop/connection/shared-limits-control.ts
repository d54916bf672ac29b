import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type {
  SharedLimits,
  SharedLimitsAnswer,
  SharedLimitsDraft,
} from '../../../preload/contract/contract.ts';
import type { Engine } from '../../core/engine.ts';
import {
  parseQuotaAddress,
  QuotaAddressError,
  shownQuotaAddress,
  splitQuotaPassword,
  withQuotaPassword,
} from '../../core/quota-server/quota-address.ts';
import { testQuota } from '../../core/quota-server/quota-test.ts';
import { Serial } from '../../core/util/serial.ts';
import type { SettingsFile } from '../settings/settings.ts';
import { KeptSecret } from './kept-secret.ts';
import { encryptKey } from './key-storage.ts';
import { UsedSecrets } from './used-secrets.ts';

interface SharedLimitsControlEvents {
  /** What the window may know of it has changed. */
  changed: [limits: SharedLimits];
}

/** The server through which desks share the limits of their key. It alone knows the password. */
export class SharedLimitsControl extends EventEmitter<SharedLimitsControlEvents> {
  readonly #engine: Engine;
  readonly #file: SettingsFile;
  readonly #isLocked: boolean;
  readonly #confirm: (url: string) => Promise<boolean>;
  readonly #kept: KeptSecret;
  readonly #changes = new Serial();
  readonly #passwords = new UsedSecrets();
  #password = '';
  #isClosed = false;

  constructor(options: {
    engine: Engine;
    file: SettingsFile;
    /** Whether the organisation has set the address for good. */
    isLocked: boolean;
    /** Asks the person whether the limits may be shared through another server. */
    confirm: (url: string) => Promise<boolean>;
  }) {
    super();
    this.#engine = options.engine;
    this.#file = options.file;
    this.#isLocked = options.isLocked;
    this.#confirm = options.confirm;
    this.#kept = new KeptSecret(options.file, 'encryptedQuotaPassword');
    let shown = this.#engine.quota;
    this.#engine.queue.uploads.subscribe(({ type }) => {
      if (type !== 'status' || isDeepStrictEqual(this.#engine.quota, shown)) return;
      shown = this.#engine.quota;
      this.#publish();
    });
  }

  /** The address that counts, with the password that it may have where the organisation has set it. */
  get #url(): string {
    return this.#file.read().quotaUrl.trim();
  }

  /** Shares the limits as the settings say. It waits as long as the keyring asks the person. */
  start(): Promise<void> {
    return this.#changes.run(async () => {
      const opened = await this.#kept.open();
      if (this.#isClosed) return;
      if (opened !== null) {
        // Whoever can write the settings must not have the password sent to another server.
        const [url, ...rest] = opened.apiKey.split('\n');
        if (url === this.#url) this.#take(rest.join('\n'));
        await this.#kept.use(opened);
      }
      await this.#share();
    });
  }

  /** @returns what the window may know */
  view(): SharedLimits {
    const { url, password } = splitQuotaPassword(this.#url);
    const hasPassword = password !== '' || this.#password !== '';
    // A password may stand where nobody looks for one.
    const isShown = !this.#isLocked && (url === '' || problemOf(url) === null);
    return { url: isShown ? url : shownQuotaAddress(url), hasPassword, status: this.#engine.quota };
  }

  async test(draft: SharedLimitsDraft): Promise<SharedLimitsAnswer> {
    const asked = this.#asked(draft);
    if ('code' in asked) return asked;
    const url = withQuotaPassword(asked.url, asked.password);
    const result = await testQuota({ url }, this.#engine.queue.schedule.places);
    if (result.ok) return { ok: true, code: 'works', otherDesks: result.otherDesks };
    const { code, missingRights } = result;
    return missingRights.length === 0
      ? { ok: false, code }
      : { ok: false, code: 'rights_missing', missingRights };
  }

  save(draft: SharedLimitsDraft): Promise<SharedLimitsAnswer> {
    return this.#changes.run(async () => {
      const isOff = draft.url.trim() === '';
      const asked = isOff && !this.#isLocked ? { url: '', password: '' } : this.#asked(draft);
      if ('code' in asked) return asked;
      const { url, password } = asked;
      const isNew = url !== '' && url !== splitQuotaPassword(this.#url).url;
      if (isNew && !(await this.#confirm(url))) return { ok: false, code: 'kept' };
      const encryptedQuotaPassword = password === '' ? '' : await encryptKey(`${url}\n${password}`);
      this.#file.write({ quotaUrl: url, encryptedQuotaPassword });
      this.#take(password);
      await this.#share();
      this.#publish();
      if (isOff) return { ok: true, code: 'off' };
      return { ok: true, code: password !== '' && encryptedQuotaPassword === '' ? 'until_quit' : 'saved' };
    });
  }

  /** Forgets what the person chose. */
  forget(): Promise<void> {
    return this.#changes.run(async () => {
      this.#file.forget(['quotaUrl', 'encryptedQuotaPassword']);
      this.#take('');
      await this.#share();
      this.#publish();
    });
  }

  /** Removes every password that was in use from a text for a log or report. */
  withoutPassword(text: string): string {
    return this.#passwords.removeFrom(text);
  }

  /** Writes and shares nothing from now on. */
  close(): void {
    this.#isClosed = true;
    this.#kept.close();
  }

  #take(password: string): void {
    this.#password = password;
    const { password: given } = splitQuotaPassword(this.#url);
    for (const secret of [password, given]) this.#passwords.add(secret);
  }

  async #share(): Promise<void> {
    this.#take(this.#password);
    const url = withQuotaPassword(this.#url, this.#password);
    if (!this.#isClosed)
      await this.#engine.shareLimits(url !== '' && problemOf(url) === null ? { url } : null);
  }

  /** The address and the password that are meant, or why they are refused. */
  #asked(draft: SharedLimitsDraft): { url: string; password: string } | (SharedLimitsAnswer & { ok: false }) {
    if (this.#isLocked) return { ok: false, code: 'set_by_organisation' };
    const { url, password } = splitQuotaPassword(draft.url);
    const code = problemOf(url);
    if (code !== null) return { ok: false, code };
    // Whoever controls the page must not have the password sent to their own server.
    const kept = url === splitQuotaPassword(this.#url).url ? this.#password : '';
    return { url, password: draft.password.trim() || password || kept };
  }

  #publish(): void {
    this.emit('changed', this.view());
  }
}

function problemOf(url: string) {
  try {
    parseQuotaAddress(url);
    return null;
  } catch (error) {
    if (error instanceof QuotaAddressError) return error.code;
    throw error;
  }
}
