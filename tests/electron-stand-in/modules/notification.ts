/** `Notification`: what it says, and its events. Nobody sees it: a test clicks it by emitting `click`. */
import { notImplemented, PreventableEvent, StrictEmitter } from '../strict.ts';

type Options = Electron.NotificationConstructorOptions;
type Implemented = Pick<Electron.Notification, 'title' | 'body' | 'silent' | 'show' | 'close'>;

const known: readonly string[] = ['title', 'body', 'silent'] satisfies (keyof Options)[];

export class Notification extends StrictEmitter implements Implemented {
  title: string;
  body: string;
  silent: boolean;

  constructor(options: Options = {}) {
    super('Notification', ['show', 'click', 'close', 'failed', 'reply', 'action']);
    for (const name of Object.keys(options)) {
      if (!known.includes(name)) throw notImplemented(`Notification option ${name}`);
    }
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
  }

  static isSupported(): boolean {
    return true;
  }

  /** Told later, as by the system that shows it. */
  show(): void {
    setImmediate(() => this.emit('show', new PreventableEvent()));
  }

  /** `close` is told “when the notification is closed by manual intervention from the user”, so not here. */
  close(): void {}
}
