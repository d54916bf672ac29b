import type { Go } from '../../../preload/contract/contract.ts';

/** A notification's text, and where a click on it leads. */
export interface Notice {
  /** Plain text. */
  readonly title: string;
  /** Plain text or empty. Some desktops read markup in it, so it never contains text from others. */
  readonly body: string;
  readonly go: Go;
}

/** A new notification replaces the one of the same kind. */
export type NoticeKind = 'batch' | 'blocked';
