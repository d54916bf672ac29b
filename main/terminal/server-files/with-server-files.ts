import type { QueueStatus } from '../../core/model/queue-status.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { FolderTaken } from '../engine/data-folder.ts';
import { withOwnEngine } from '../engine/own-engine.ts';
import { diskText, ServerContact } from '../engine/server-contact.ts';
import { endOnSignals } from '../engine/session.ts';
import { hasOwner } from '../handover/ask-owner.ts';
import { findStartingOwner } from '../handover/hand-over.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { say } from '../output/language.ts';
import { waitLine } from '../reports/plain-report.ts';
import type { Owner } from '../reports/report.ts';
import { Waits } from '../reports/waits.ts';
import { connectionFrom, namedIn } from '../settings/configuration.ts';
import { readCredentials } from '../settings/credentials.ts';
import { dataFolderFrom } from '../settings/data-folder-path.ts';
import { obeyPolicy } from '../settings/organisation.ts';
import { OwnFiles } from './own-files.ts';
import { OwnersFiles } from './owners-files.ts';
import type { ServerFiles } from './server-files.ts';

interface Place {
  /** The option `--data`. */
  readonly data?: string;
  /** Relative paths start here. */
  readonly invokedFrom: string;
}

/**
 * Lets a command use the server's files: through the Hoist that has the data folder, or else by its own connection. Either
 * way the calls count toward the same request limits. Waits get a line on stderr.
 * @param use the command; it must not go on once its promise is of no use any more
 * @returns what `use` returns
 * @throws {ExitError} if there is no way to the server, or at a signal
 */
export async function withServerFiles<T>(place: Place, use: (files: ServerFiles) => Promise<T>): Promise<T> {
  const { data, invokedFrom } = place;
  const dataFolder = dataFolderFrom(data, process.env, invokedFrom);
  const policy = obeyPolicy(process.env);
  const end = Promise.withResolvers<never>();
  // The signal may come before anything awaits this promise, and must not count as an unhandled rejection.
  end.promise.catch(() => {});
  endOnSignals((exitCode) => end.reject(new ExitError('', exitCode)));
  const race = <R>(work: Promise<R>): Promise<R> => Promise.race([work, end.promise]);
  const throughOwner = () => {
    const onStatus = statusListener('the running Hoist', () => true, end.reject);
    const files = new OwnersFiles({ dataFolder, named: namedIn(process.env, policy), onStatus });
    return race(use(files));
  };
  if (await hasOwner(dataFolder)) return throughOwner();
  try {
    return await withOwnFiles({ dataFolder, policy, invokedFrom }, { use, race, giveUp: end.reject });
  } catch (error) {
    const owner = error instanceof FolderTaken ? await findStartingOwner(dataFolder) : null;
    if (owner === null) throw error;
    owner.close();
    return throughOwner();
  }
}

async function withOwnFiles<T>(
  { dataFolder, policy, invokedFrom }: { dataFolder: string; policy: Policy; invokedFrom: string },
  command: {
    use: (files: ServerFiles) => Promise<T>;
    race: <R>(work: Promise<R>) => Promise<R>;
    giveUp: (error: ExitError) => void;
  },
): Promise<T> {
  const { credentials, renewKey } = await readCredentials(process.env, dataFolder, policy, invokedFrom);
  const connection = connectionFrom(process.env, dataFolder, { policy, credentials });
  const settings = { dataFolder, policy, connection, renewKey, instead: say('instead_of_call') };
  try {
    return await withOwnEngine(settings, command.race, ({ engine, store, deletions }) => {
      const hasAnswered = () => engine.queue.lastServed.apiMs !== null;
      const onStatus = statusListener('this command', hasAnswered, command.giveUp);
      engine.queue.uploads.subscribe((event) => {
        if (event.type === 'status') onStatus(event.status);
      });
      return command.use(new OwnFiles(engine, store, deletions));
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new ExitError(diskText(error.code), EXIT.failed);
  }
}

/** @returns a listener that prints a line for each long wait, and gives up where waiting is of no use */
function statusListener(
  owner: Owner,
  hasAnswered: () => boolean,
  giveUp: (error: ExitError) => void,
): (status: QueueStatus) => void {
  let hasGivenUp = false;
  const contact = new ServerContact({
    owner,
    advice: 'correct_setting_in_owner',
    hasAnswered,
    giveUp: (error) => {
      hasGivenUp = true;
      giveUp(error);
    },
  });
  const waits = new Waits({
    find: () => undefined,
    tell: (news) => process.stderr.write(`${waitLine(news)}\n`),
    now: () => Date.now(),
  });
  return (status) => {
    contact.statusChanged(status);
    // The error says the same.
    if (!hasGivenUp) waits.event({ type: 'status', status });
  };
}
