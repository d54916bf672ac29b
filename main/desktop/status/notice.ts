import type { Go } from '../../../preload/contract/contract.ts';
import { shownName } from '../shell/display-name.ts';

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

/** @returns the notice with the name of the connection before its title, where there are several */
export function noticeOf(connection: string | null, notice: Notice): Notice {
  return connection === null ? notice : { ...notice, title: `${shownName(connection)} · ${notice.title}` };
}
