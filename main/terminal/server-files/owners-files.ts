import { type Inquiry, OwnerConnection } from '../../core/handover/owner-connection.ts';
import type { OwnerMessage } from '../../core/handover/protocol.ts';
import type { DeletionOutcome, LibraryAnswer, LibraryPage } from '../../core/library/answers.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import { EXIT, ExitError } from '../exit.ts';
import { addFailureText, refusalText } from '../hand-over.ts';
import { say } from '../language.ts';
import { printable } from '../printable.ts';
import type { ServerFiles, WholeText } from './server-files.ts';

/** The files through the Hoist that has the data folder: it makes the calls, within its limits. */
export class OwnersFiles implements ServerFiles {
  readonly #dataFolder: string;
  readonly #named: Pick<Inquiry, 'baseUrl' | 'userId'>;
  readonly #onStatus: (status: QueueStatus) => void;

  /**
   * @param options.named the server and user that the environment names; the owner refuses others than its own
   * @param options.onStatus called with what stops the owner's calls, and when nothing does
   */
  constructor(options: {
    dataFolder: string;
    named: Pick<Inquiry, 'baseUrl' | 'userId'>;
    onStatus: (status: QueueStatus) => void;
  }) {
    this.#dataFolder = options.dataFolder;
    this.#named = options.named;
    this.#onStatus = options.onStatus;
  }

  page(page: number): Promise<LibraryAnswer<LibraryPage>> {
    return this.#ask({ type: 'page', page }, (message) =>
      message.type === 'page' ? { value: message.answer } : null,
    );
  }

  text(fileId: string): Promise<LibraryAnswer<WholeText>> {
    const parts: Buffer[] = [];
    return this.#ask<LibraryAnswer<WholeText>>({ type: 'text', fileId }, (message) => {
      if (message.type === 'text_part') parts.push(Buffer.from(message.base64, 'base64'));
      if (message.type !== 'text') return null;
      const { answer } = message;
      if (!answer.ok) return { value: answer };
      return { value: { ok: true, value: { bytes: Buffer.concat(parts), isCut: answer.value.isCut } } };
    });
  }

  remove(
    fileIds: readonly string[],
    onEnd: (fileId: string, outcome: DeletionOutcome) => void,
  ): Promise<void> {
    return this.#ask<void>({ type: 'delete', fileIds: [...fileIds] }, (message) => {
      if (message.type === 'deletion_ended') onEnd(message.fileId, message.outcome);
      return message.type === 'deletions_ended' ? { value: undefined } : null;
    });
  }

  /**
   * Asks the owner one question.
   * @param read returns the answer in a message, or null if it is not in this one
   * @throws {ExitError} if the owner refuses or does not answer
   */
  async #ask<T>(
    question: Inquiry['question'],
    read: (message: OwnerMessage) => { readonly value: T } | null,
  ): Promise<T> {
    const owner = await OwnerConnection.find(this.#dataFolder);
    if (owner === null) throw new ExitError(say('owner_no_answer'), EXIT.failed);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    owner.ask(
      { question, ...this.#named },
      {
        message: (message) => {
          const answer = read(message);
          if (answer !== null) resolve(answer.value);
          else if (message.type === 'refused') reject(new ExitError(printable(refusalText(message))));
          else if (message.type === 'add_failed') reject(new ExitError(addFailureText(message), EXIT.failed));
          else if (message.type === 'event' && message.event.type === 'status')
            this.#onStatus(message.event.status);
        },
        gone: () => reject(new ExitError(say('owner_no_answer'), EXIT.failed)),
      },
    );
    try {
      return await promise;
    } finally {
      owner.close();
    }
  }
}
