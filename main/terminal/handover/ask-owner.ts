import { OwnerConnection, type OwnerQuestion } from '../../core/handover/owner-connection.ts';
import type { OwnerMessage } from '../../core/handover/protocol.ts';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { addFailureText, refusalText } from './hand-over.ts';

/** The Hoist that has a data folder, for a command that asks it something. */
export interface AskedOwner {
  readonly dataFolder: string;
  /** The server and user that the environment names; the owner refuses others than its own. */
  readonly named: Pick<OwnerQuestion, 'baseUrl' | 'userId'>;
  /** Called with what stops the owner's calls, and when nothing does. */
  readonly onStatus: (status: QueueStatus) => void;
}

/** @returns whether a Hoist has the data folder and takes requests */
export async function hasOwner(dataFolder: string): Promise<boolean> {
  const owner = await OwnerConnection.find(dataFolder);
  owner?.close();
  return owner !== null;
}

/**
 * Asks the owner one question.
 * @param read returns the answer in a message, or null if it is not in this one
 * @throws {ExitError} if the owner refuses or does not answer
 */
export async function askOwner<T>(
  { dataFolder, named, onStatus }: AskedOwner,
  question: OwnerQuestion['question'],
  read: (message: OwnerMessage) => { readonly value: T } | null,
): Promise<T> {
  const owner = await OwnerConnection.find(dataFolder);
  const noAnswer = () => new ExitError(say('owner_no_answer'), EXIT.failed);
  if (owner === null) throw noAnswer();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const message = (heard: OwnerMessage) => {
    const answer = read(heard);
    if (answer !== null) resolve(answer.value);
    else if (heard.type === 'refused') reject(new ExitError(printable(refusalText(heard))));
    else if (heard.type === 'add_failed') reject(new ExitError(addFailureText(heard), EXIT.failed));
    else if (heard.type === 'event' && heard.event.type === 'status') onStatus(heard.event.status);
  };
  owner.ask({ question, ...named }, { message, gone: () => reject(noAnswer()) });
  try {
    return await promise;
  } finally {
    owner.close();
  }
}
