import type { DeletionOutcome, LibraryAnswer, LibraryPage } from '../../core/library/answers.ts';
import { type AskedOwner, askOwner } from '../handover/ask-owner.ts';
import type { ServerFiles, WholeText } from './server-files.ts';

/** The files through the Hoist that has the data folder: it makes the calls, within its limits. */
export class OwnersFiles implements ServerFiles {
  readonly #owner: AskedOwner;

  constructor(owner: AskedOwner) {
    this.#owner = owner;
  }

  page(page: number): Promise<LibraryAnswer<LibraryPage>> {
    return askOwner(this.#owner, { type: 'page', page }, (message) =>
      message.type === 'page' ? { value: message.answer } : null,
    );
  }

  text(fileId: string): Promise<LibraryAnswer<WholeText>> {
    const parts: Buffer[] = [];
    return askOwner<LibraryAnswer<WholeText>>(this.#owner, { type: 'text', fileId }, (message) => {
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
    return askOwner<void>(this.#owner, { type: 'delete', fileIds: [...fileIds] }, (message) => {
      if (message.type === 'deletion_ended') onEnd(message.fileId, message.outcome);
      return message.type === 'deletions_ended' ? { value: undefined } : null;
    });
  }
}
