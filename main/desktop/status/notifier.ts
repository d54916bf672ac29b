import type { Clock } from '../../core/util/clock.ts';
import type { Translations } from '../shell/i18n.ts';
import { digestOf, NOTHING, type Outcome, withBatch } from './batch-notification.ts';
import { isSameTrouble, troubleIn, troubleNotice } from './blocked-notification.ts';
import type { Notice, NoticeKind } from './notice.ts';
import { type AppStatus, type BlockedReason, passesByItself } from './status.ts';

/** A network that is away for less is not worth a word, and trouble that is gone for less is not over. */
const SETTLES_AFTER_MS = 10_000;

export interface NotifierOptions {
  readonly clock: Clock;
  readonly words: () => Translations;
  /** Whether the person has the window in front of them, which tells all of this itself. */
  readonly isWatched: () => boolean;
  /** Whether the person wants notifications. */
  readonly isWanted: () => boolean;
  readonly show: (kind: NoticeKind, notice: Notice) => void;
  readonly withdraw: (kind: NoticeKind) => void;
}

/** Decides what is said to somebody who does not look: what came of a batch, and trouble, once until it is over. */
export class Notifier {
  readonly #options: NotifierOptions;
  #unseen: Outcome = NOTHING;
  #wasOver = false;
  #trouble: BlockedReason | null = null;
  /** What was said last and is not over. */
  #said: BlockedReason | null = null;
  #stopWaiting = () => {};

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** To be called with each overview. */
  heard(now: AppStatus): void {
    if (now.isOver && !this.#wasOver) this.#batchIsOver(now);
    this.#wasOver = now.isOver;
    const trouble = troubleIn(now);
    if (isSameTrouble(trouble, this.#trouble)) return;
    this.#trouble = trouble;
    this.#stopWaiting();
    const passes = trouble === null || passesByItself(trouble);
    this.#stopWaiting = this.#options.clock.after(passes ? SETTLES_AFTER_MS : 0, () =>
      this.#troubleSettled(),
    );
  }

  /** The person has turned to the window. */
  seen(): void {
    this.#unseen = NOTHING;
    this.#options.withdraw('batch');
    this.#options.withdraw('trouble');
  }

  #batchIsOver({ batch }: AppStatus): void {
    const { isWatched, isWanted, words, show } = this.#options;
    this.#unseen = isWatched() || !isWanted() ? NOTHING : withBatch(this.#unseen, batch);
    const notice = digestOf(this.#unseen, words());
    if (notice !== null) show('batch', notice);
  }

  #troubleSettled(): void {
    const { isWatched, isWanted, words, show, withdraw } = this.#options;
    const trouble = this.#trouble;
    if (isSameTrouble(trouble, this.#said)) return;
    this.#said = trouble;
    if (trouble === null) withdraw('trouble');
    else if (!isWatched() && isWanted()) show('trouble', troubleNotice(trouble, words()));
  }
}
