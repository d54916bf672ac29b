import type { Clock } from '../../core/util/clock.ts';
import type { Translations } from '../shell/i18n.ts';
import { batchNotice, NOTHING, type Outcome, withBatch } from './batch-notification.ts';
import { blockedNotice, blockedReasonOf, isSameReason } from './blocked-notification.ts';
import { type Notice, type NoticeKind, noticeOf } from './notice.ts';
import { type AppStatus, type BlockedReason, passesByItself } from './status.ts';

/** A reason that passes by itself must last or be gone this long before it counts. */
const SETTLES_AFTER_MS = 10_000;

export interface NotifierOptions {
  readonly clock: Clock;
  readonly translations: () => Translations;
  /** Whether the person has the window in front of them, which shows all of this. */
  readonly isWatched: () => boolean;
  /** Whether the person wants notifications. */
  readonly isWanted: () => boolean;
  readonly show: (kind: NoticeKind, notice: Notice) => void;
  readonly withdraw: (kind: NoticeKind) => void;
}

/** Decides when a person who does not look is notified of a finished batch, or once of a blocked queue. */
export class Notifier {
  readonly #options: NotifierOptions;
  #unseen: Outcome = NOTHING;
  #wasOver = false;
  /** The name of the connection in use; null where there are no several. */
  #connection: string | null = null;
  #blockedReason: BlockedReason | null = null;
  /** The reason of the last notification, until it is gone. */
  #notified: BlockedReason | null = null;
  #stopWaiting = () => {};

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Call this with each new status. */
  update(now: AppStatus): void {
    this.#connection = now.connection;
    if (now.isOver && !this.#wasOver) this.#notifyOfBatch(now);
    this.#wasOver = now.isOver;
    const blockedReason = blockedReasonOf(now);
    if (isSameReason(blockedReason, this.#blockedReason)) return;
    this.#blockedReason = blockedReason;
    this.#stopWaiting();
    const passes = blockedReason === null || passesByItself(blockedReason);
    this.#stopWaiting = this.#options.clock.after(passes ? SETTLES_AFTER_MS : 0, () =>
      this.#notifyIfBlocked(),
    );
  }

  /** The person looks at the window. */
  markSeen(): void {
    this.#unseen = NOTHING;
    this.#options.withdraw('batch');
    this.#options.withdraw('blocked');
  }

  #notifyOfBatch({ batch }: AppStatus): void {
    const { isWatched, isWanted, translations, show } = this.#options;
    this.#unseen = isWatched() || !isWanted() ? NOTHING : withBatch(this.#unseen, batch);
    const notice = batchNotice(this.#unseen, translations());
    if (notice !== null) show('batch', noticeOf(this.#connection, notice));
  }

  #notifyIfBlocked(): void {
    const { isWatched, isWanted, translations, show, withdraw } = this.#options;
    const blockedReason = this.#blockedReason;
    if (isSameReason(blockedReason, this.#notified)) return;
    this.#notified = blockedReason;
    if (blockedReason === null) withdraw('blocked');
    else if (!isWatched() && isWanted()) {
      show('blocked', noticeOf(this.#connection, blockedNotice(blockedReason, translations())));
    }
  }
}
