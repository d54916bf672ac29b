import { Notification } from 'electron';
import type { Go } from '../../../preload/contract/contract.ts';
import type { Log } from '../shell/log.ts';
import type { Notice, NoticeKind } from './notice.ts';

/** Shows notifications of the system, which decides whether to disturb the person. */
export class SystemNotifications {
  readonly #clicked: (go: Go) => void;
  readonly #log: Pick<Log, 'error'>;
  /** References keep notifications clickable. */
  readonly #shown = new Map<NoticeKind, Notification>();

  constructor(options: { clicked: (go: Go) => void; log: Pick<Log, 'error'> }) {
    this.#clicked = options.clicked;
    this.#log = options.log;
  }

  show(kind: NoticeKind, { title, body, go }: Notice): void {
    this.withdraw(kind);
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, silent: true });
    notification.on('click', () => this.#clicked(go));
    // macOS and Windows only.
    notification.on('failed', (_event, error) => this.#log.error('a notification', error));
    this.#shown.set(kind, notification);
    notification.show();
  }

  withdraw(kind: NoticeKind): void {
    this.#shown.get(kind)?.close();
    this.#shown.delete(kind);
  }
}
