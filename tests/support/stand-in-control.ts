/** The harness's end of tests/electron-stand-in/control.ts. */
import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import type { Answer, Question } from '../electron-stand-in/control-messages.ts';

type Unnumbered = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

export class StandInControl {
  readonly #socket: Duplex;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #text = '';
  #gone = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', () => this.#close());
    socket.on('close', () => this.#close());
  }

  endpoint(): Promise<string> {
    return this.#ask({ kind: 'endpoint' }) as Promise<string>;
  }

  evaluate(source: string, argument: unknown): Promise<unknown> {
    return this.#ask({ kind: 'evaluate', source, argument: serialize(argument).toString('base64') });
  }

  async #ask(question: Unnumbered): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      if (this.#gone) this.#close();
      else this.#socket.write(`${JSON.stringify({ ...question, id })}\n`);
    });
    if (answer.ok) return deserialize(Buffer.from(answer.value, 'base64'));
    throw Object.assign(new Error(answer.message), { stack: answer.stack });
  }

  #receive(chunk: string): void {
    const lines = (this.#text + chunk).split('\n');
    this.#text = lines.pop() ?? '';
    for (const line of lines) {
      const answer = JSON.parse(line) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    }
  }

  #close(): void {
    this.#gone = true;
    const message = 'The app has ended';
    for (const [id, resolve] of this.#waiting) resolve({ id, ok: false, message, stack: message });
    this.#waiting.clear();
  }
}
