import type { ConnectionField } from '../../core/model/messages.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import type { StoreProblem } from '../../core/model/store-error.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import type { Owner } from '../reports/report.ts';
import { configurationMessage } from '../settings/configuration.ts';

/** After this many tries in a row without any answer, the address counts as wrong. */
const FIRST_CONTACT_TRIES = 3;
/** How long a server that has answered may be out of reach before the command gives up, in ms. */
const OFFLINE_BUDGET_MS = 5 * 60_000;

/** @returns what is wrong with the disk, and what to do */
export function diskText(code: StoreProblem): string {
  return `${messageText({ code })} ${say('after_disk_error')}`;
}

/** Gives up on a server that cannot be reached. Nobody corrects a setting while a command runs, so a wrong one ends it. */
export class ServerContact {
  readonly #owner: Owner;
  readonly #advice: 'correct_in_owner' | 'correct_setting_in_owner';
  readonly #hasAnswered: () => boolean;
  readonly #giveUp: (error: ExitError, isAddressWrong: boolean) => void;
  #offlineSinceMs: number | null = null;
  #offlineTries = 0;

  /**
   * @param options.advice what a person can do if a setting of the owner is wrong
   * @param options.hasAnswered whether the server has ever answered
   * @param options.giveUp ends the command; `isAddressWrong` if base URL or user turned out wrong before the server answered
   */
  constructor(options: {
    owner: Owner;
    advice: 'correct_in_owner' | 'correct_setting_in_owner';
    hasAnswered: () => boolean;
    giveUp: (error: ExitError, isAddressWrong: boolean) => void;
  }) {
    this.#owner = options.owner;
    this.#advice = options.advice;
    this.#hasAnswered = options.hasAnswered;
    this.#giveUp = options.giveUp;
  }

  statusChanged(status: QueueStatus): void {
    switch (status.kind) {
      case 'configuration': {
        const { field, message } = status.problem;
        const isAddressWrong = !this.#hasAnswered() && field !== 'apiKey';
        this.#giveUp(new ExitError(this.#settingMessage(field, messageText(message))), isAddressWrong);
        break;
      }
      case 'disk':
        this.#giveUp(new ExitError(diskText(status.code), EXIT.failed), false);
        break;
      case 'offline':
        this.#offlineTries += 1;
        this.#away(messageText(status.message));
        break;
      case 'server-trouble':
      case 'storage-trouble':
        this.#away(messageText(status.message));
        break;
      case 'open':
        this.#offlineSinceMs = null;
        this.#offlineTries = 0;
        break;
      case 'rate-limited':
    }
  }

  #away(message: string): void {
    this.#offlineSinceMs ??= performance.now();
    if (!this.#hasAnswered() && this.#offlineTries >= FIRST_CONTACT_TRIES) {
      this.#giveUp(new ExitError(this.#settingMessage('baseUrl', message)), true);
    } else if (performance.now() - this.#offlineSinceMs > OFFLINE_BUDGET_MS) {
      this.#giveUp(new ExitError(message, EXIT.failed), false);
    }
  }

  /** Names the variable only if the setting is this command's own. */
  #settingMessage(field: ConnectionField, message: string): string {
    return this.#owner === 'this command'
      ? configurationMessage(field, message)
      : say(this.#advice, { message });
  }
}
