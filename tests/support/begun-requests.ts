import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** Emitted by Node for each `ClientRequest`, before it has a connection. */
const CREATED = 'http.client.request.created';

/** Counts the requests that this process begins from now on, those that wait for a connection included. */
export class BegunRequests implements Disposable {
  count = 0;
  readonly #onCreated = () => {
    this.count += 1;
  };

  constructor() {
    subscribe(CREATED, this.#onCreated);
  }

  [Symbol.dispose](): void {
    unsubscribe(CREATED, this.#onCreated);
  }
}
