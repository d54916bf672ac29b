import type { Go } from '../../../preload/contract/contract.ts';

/** What a notification says, and where a click on it leads. */
export interface Notice {
  /** Plain text. */
  readonly title: string;
  /** Plain text or empty. On some desktops it may hold markup, so that nothing a stranger wrote is ever in it. */
  readonly body: string;
  readonly go: Go;
}

/** Of each kind there is one notification at most: a new one takes the place of the one before. */
export type NoticeKind = 'batch' | 'trouble';
