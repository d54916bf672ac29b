import { setTimeout as sleep } from 'node:timers/promises';
import { type Handover, OwnerConnection } from '../../core/handover/owner-connection.ts';
import type { OwnerMessage } from '../../core/handover/protocol.ts';
import { endOnSignals, Session } from '../engine/session.ts';
import { chooseReport } from '../engine/terminal-engine.ts';
import { EXIT, ExitError } from '../output/exit.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { RemoteUploadSource } from './remote-upload-source.ts';

/** How long to wait for an owner that is just starting, in ms. */
const STARTING_MS = 2000;
const LOOK_EVERY_MS = 100;

/** @returns the owner of the data folder, if it takes files from other commands */
export function findOwner(dataFolder: string): Promise<OwnerConnection | null> {
  return OwnerConnection.find(dataFolder);
}

/** As `findOwner`, for a folder that is known to have an owner, which may be just starting. */
export async function findStartingOwner(dataFolder: string): Promise<OwnerConnection | null> {
  for (const untilMs = performance.now() + STARTING_MS; performance.now() < untilMs; ) {
    const owner = await findOwner(dataFolder);
    if (owner !== null) return owner;
    await sleep(LOOK_EVERY_MS);
  }
  return null;
}

/**
 * Hands the files over to the owner of the data folder, and shows their progress.
 * @returns the exit code
 */
export async function followOwner(
  owner: OwnerConnection,
  handover: Handover,
  options: { readonly json: boolean; readonly limitRate: string | undefined },
): Promise<number> {
  if (options.limitRate !== undefined) {
    process.stderr.write(`${say('owner_limit')}\n`);
  }
  const source = new RemoteUploadSource(owner);
  const report = await chooseReport(source, options.json);
  const session = new Session(source, report, 'the running Hoist');
  endOnSignals((exitCode) => session.end({ exitCode }));
  let isTaken = false;
  owner.ask(handover, {
    message: (message) => {
      isTaken ||= message.type === 'taken';
      heard(message, source, session);
    },
    // A silent owner is stopped, hangs, or ended before it accepted the files.
    gone: () =>
      session.end({ error: new ExitError(say(isTaken ? 'owner_gone' : 'owner_silent'), EXIT.failed) }),
  });
  return session.finish();
}

function heard(message: OwnerMessage, source: RemoteUploadSource, session: Session): void {
  switch (message.type) {
    case 'refused':
      session.end({
        refused: new ExitError(say('nothing_sent', { message: printable(refusalText(message)) })),
      });
      return;
    case 'taken':
      if (message.paused) process.stderr.write(`${say('owner_paused')}\n`);
      return;
    case 'added':
      source.added(message.uploads);
      session.watch(message.uploads);
      return;
    case 'event':
      source.happened(message.event);
      return;
    case 'all_added':
      session.allAdded();
      return;
    case 'add_failed':
      session.end({ error: new ExitError(addFailureText(message), EXIT.failed) });
      return;
    // Answers to questions, which this client has not asked.
    case 'page':
    case 'text_part':
    case 'text':
    case 'deletion_ended':
    case 'deletions_ended':
    case 'status':
      return;
  }
}

/** @returns why the owner does not take a request */
export function refusalText({
  code,
  uploadsFor,
  message,
}: Extract<OwnerMessage, { type: 'refused' }>): string {
  if (code !== 'elsewhere') return say(`owner_refused.${code}`);
  return uploadsFor === undefined ? message : say('owner_refused.elsewhere', uploadsFor);
}

/** @returns why the owner could not save a request */
export function addFailureText({ code, message }: Extract<OwnerMessage, { type: 'add_failed' }>): string {
  return code === undefined ? printable(message) : messageText({ code });
}
