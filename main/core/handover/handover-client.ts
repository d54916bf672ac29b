import type { Socket } from 'node:net';
import { isAbsolute } from 'node:path';
import type { Engine } from '../engine.ts';
import { isMeantFor, whomOf } from '../model/connection-settings.ts';
import { StoreError } from '../model/store-error.ts';
import type { Upload } from '../model/upload.ts';
import type { QueueEvent } from '../queue/upload-list.ts';
import { LineBuffer } from '../util/line-buffer.ts';
import { isSameToken } from './endpoint.ts';
import type { OwnerAnswers } from './owner-answers.ts';
import {
  type HandoverRequest,
  MAX_LINE_LENGTH,
  type OwnerMessage,
  type OwnerRequest,
  PROTOCOL_VERSION,
  parseEnvelope,
  parseRequest,
} from './protocol.ts';

/** A client has to send its request within this, in ms. */
const REQUEST_WITHIN_MS = 10_000;
/** A client with so many unread bytes gets no progress any more, but still what has ended. */
const SLOW_READER_BYTES = 1024 * 1024;
/** A client with so many unread bytes is disconnected. */
const NO_READER_BYTES = 64 * 1024 * 1024;

export type OwningEngine = Pick<Engine, 'add' | 'queue'>;

/** Serves one client: queues its files and tells it what becomes of them, or answers its question. */
export class HandoverClient {
  readonly #socket: Socket;
  readonly #engine: OwningEngine;
  readonly #answers: Pick<OwnerAnswers, 'answer'>;
  readonly #token: string;
  readonly #ids = new Set<string>();
  readonly #lines = new LineBuffer(MAX_LINE_LENGTH);
  #asked = false;
  readonly #gone = new AbortController();
  #unsubscribe = () => {};

  /** @param options.gone called once, when the client is gone, with its uploads */
  constructor(
    socket: Socket,
    options: {
      engine: OwningEngine;
      answers: Pick<OwnerAnswers, 'answer'>;
      token: string;
      gone: (ids: readonly string[]) => void;
    },
  ) {
    this.#socket = socket;
    this.#engine = options.engine;
    this.#answers = options.answers;
    this.#token = options.token;
    const deadline = setTimeout(() => {
      if (!this.#asked) socket.destroy();
    }, REQUEST_WITHIN_MS);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#received(chunk));
    // `close` follows, whatever broke it.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(deadline);
      this.#unsubscribe();
      this.#gone.abort();
      options.gone([...this.#ids]);
    });
  }

  dismiss(): void {
    this.#socket.destroy();
  }

  /** A client sends one line. */
  #received(chunk: string): void {
    const lines = this.#lines.push(chunk);
    if (lines === null || lines.length > 1 || (this.#asked && lines.length > 0)) {
      this.#socket.destroy();
      return;
    }
    const [line] = lines;
    if (line === undefined) return;
    this.#asked = true;
    const request = this.#judge(line);
    if (request !== null) void this.#serve(request);
  }

  /** @returns the request; null where it was refused */
  #judge(line: string): OwnerRequest | null {
    const envelope = parseEnvelope(line);
    if (envelope === null) return this.#refuse('bad_request', 'This is no request to Hoist.');
    if (!isSameToken(envelope.token, this.#token)) return this.#refuse('token', 'The token is wrong.');
    if (envelope.v !== PROTOCOL_VERSION) {
      return this.#refuse('version', 'The running Hoist is of another version. Quit it and start it again.');
    }
    const request = parseRequest(line);
    if (request === null || ('paths' in request && !request.paths.every(isAbsolute))) {
      return this.#refuse('bad_request', 'The request is not as it should be.');
    }
    // A status says itself that there is no connection, and whom it is of.
    if ('question' in request && request.question.type === 'status') return request;
    const { destination } = this.#engine.queue;
    if (destination === null) {
      return this.#refuse(
        'not_connected',
        'The running Hoist has no connection yet. Set it up in its window.',
      );
    }
    if (!isMeantFor(destination, request)) {
      const account = whomOf(destination);
      const { user, server } = account;
      return this.#refuse('elsewhere', `The running Hoist uploads for user ${user} at ${server}.`, account);
    }
    return request;
  }

  #refuse(
    code: Extract<OwnerMessage, { type: 'refused' }>['code'],
    message: string,
    uploadsFor?: ReturnType<typeof whomOf>,
  ): null {
    this.#tell({ type: 'refused', code, message, ...(uploadsFor === undefined ? {} : { uploadsFor }) });
    this.#socket.end();
    return null;
  }

  async #serve(request: OwnerRequest): Promise<void> {
    const { queue } = this.#engine;
    this.#tell({ type: 'taken', paused: queue.paused });
    this.#tell({ type: 'event', event: { type: 'status', status: queue.status } });
    this.#unsubscribe = queue.uploads.subscribe((event) => this.#happened(event));
    if ('question' in request) {
      await this.#answers.answer(request.question, (message) => this.#tell(message), this.#gone.signal);
    } else await this.#take(request);
  }

  async #take({ paths, retention, conversionRule }: HandoverRequest): Promise<void> {
    try {
      // Even if the client leaves meanwhile: the owner has its files now.
      await this.#engine.add({ paths, retention, conversionRule }, (uploads) => {
        for (const { id } of uploads) this.#ids.add(id);
        this.#tell({ type: 'added', uploads: [...uploads] });
      });
      this.#tell({ type: 'all_added' });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#tell({ type: 'add_failed', code: error.code, message: error.message });
    }
  }

  /** The client follows all that its files are converted to. */
  #followParts(upload: Upload): void {
    const { id, derivation } = upload;
    if (derivation === null || this.#ids.has(id) || !this.#ids.has(derivation.groupId)) return;
    this.#ids.add(id);
    this.#tell({ type: 'added', uploads: [upload] });
  }

  #happened(event: QueueEvent): void {
    switch (event.type) {
      case 'upload':
        this.#followParts(event.upload);
        if (this.#ids.has(event.upload.id)) this.#tell({ type: 'event', event });
        return;
      case 'live':
        // That a file is stuck is more than progress.
        if (!event.live.stuck && this.#socket.writableLength > SLOW_READER_BYTES) return;
        if (this.#ids.has(event.id)) this.#tell({ type: 'event', event });
        return;
      case 'status':
        this.#tell({ type: 'event', event });
        return;
      case 'removed':
      case 'connection':
        return;
    }
  }

  #tell(message: OwnerMessage): void {
    if (this.#socket.destroyed) return;
    if (this.#socket.writableLength > NO_READER_BYTES) this.#socket.destroy();
    else this.#socket.write(`${JSON.stringify(message)}\n`);
  }
}
