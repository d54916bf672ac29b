import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LineBuffer } from '../util/line-buffer.ts';
import { readEndpoint } from './endpoint.ts';
import {
  type HandoverRequest,
  MAX_LINE_LENGTH,
  type OwnerMessage,
  PROTOCOL_VERSION,
  parseOwnerMessage,
  type QuestionRequest,
} from './protocol.ts';

/** The owner's first message comes at once or, from a process that hangs, never. In ms. */
const ANSWER_WITHIN_MS = 10_000;

export type Handover = Omit<HandoverRequest, 'v' | 'token'>;
export type OwnerQuestion = Omit<QuestionRequest, 'v' | 'token'>;

/** What a client receives. */
export interface OwnerListener {
  message(message: OwnerMessage): void;
  /** The connection has ended, and no message follows. */
  gone(): void;
}

/** A client's connection to the owner of a data folder. */
export class OwnerConnection {
  readonly #socket: Socket;
  readonly #token: string;

  private constructor(socket: Socket, token: string) {
    this.#socket = socket;
    this.#token = token;
  }

  /** @returns null where nobody listens for this folder */
  static async find(folder: string): Promise<OwnerConnection | null> {
    const endpoint = readEndpoint(folder);
    if (endpoint === null) return null;
    const socket = connect(endpoint.address);
    try {
      await once(socket, 'connect');
    } catch {
      // A killed owner left the endpoint.
      return null;
    }
    return new OwnerConnection(socket, endpoint.token);
  }

  /** Sends one request, and receives what becomes of it. */
  ask(request: Handover | OwnerQuestion, listener: OwnerListener): void {
    const socket = this.#socket;
    const lines = new LineBuffer(MAX_LINE_LENGTH);
    const deadline = setTimeout(() => socket.destroy(), ANSWER_WITHIN_MS);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      clearTimeout(deadline);
      for (const line of lines.push(chunk) ?? [null]) {
        const message = line === null ? null : parseOwnerMessage(line);
        // Another message is from no Hoist of this version.
        if (message === null) socket.destroy();
        if (socket.destroyed || message === null) return;
        listener.message(message);
      }
    });
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(deadline);
      listener.gone();
    });
    socket.write(`${JSON.stringify({ v: PROTOCOL_VERSION, token: this.#token, ...request })}\n`);
  }

  close(): void {
    this.#socket.destroy();
  }
}
