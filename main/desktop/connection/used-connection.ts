import { EventEmitter } from 'node:events';
import type { Engine } from '../../core/engine.ts';
import type { ConnectionChange } from '../../core/queue/connection-switch.ts';
import type { Account } from './account.ts';
import type { AppSandbox } from './app-sandbox.ts';
import type { KeptConnections } from './kept-connections.ts';
import { discardUploadsFor } from './uploads-for.ts';

/** What the folders that are watched for a connection have to follow. Destinations are as `destinationOf` names them. */
interface UsedConnectionEvents {
  /** The account's base URL or user was edited: what belongs to it goes with it. */
  edited: [from: string, to: string];
  /** Another connection takes the place of this one: what is meant for none yet is meant for it. */
  left: [destination: string];
  /** The sandbox has ended, or a connection was removed, and what belongs to it goes with it. */
  ended: [isMeant: (destination: string) => boolean];
}

interface Parts {
  readonly engine: Engine;
  readonly sandbox: AppSandbox;
  readonly connections: KeptConnections;
  readonly account: Account;
}

/**
 * The connection that the engine uses: the account of the chosen one, or the sandbox. At each change, the uploads, scans
 * and folders go with the connection that they are for. One change has to end before the next one.
 */
export class UsedConnection extends EventEmitter<UsedConnectionEvents> {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Connects to the account, if there is one, and ends a sandbox that is in use or was at a crash. */
  async connectAccount(change: ConnectionChange): Promise<void> {
    const { engine, sandbox, connections, account } = this.#parts;
    // Folders go first: those of the next connection are watched as soon as it is in use.
    const haveFoldersFollowed = connections.follow(({ from, to }) => this.emit('edited', from, to));
    await sandbox.cancelUploads();
    const { settings, isComplete, renewKey } = account;
    await engine.connect(isComplete ? settings : null, renewKey, change);
    // The engine lets them follow at once. This is for an edit that a crash or a full disk cut short.
    const haveUploadsFollowed = connections.follow(({ from, to, takesUploads }) => {
      if (takesUploads) engine.redirect(from, to);
    });
    if (haveFoldersFollowed && haveUploadsFollowed) connections.markFollowed();
    // Files may have been dropped during the connection.
    await sandbox.cancelUploads();
    const isSandbox = (destination: string) => sandbox.has(destination);
    this.emit('ended', isSandbox);
    await discardUploadsFor(engine.queue, isSandbox);
    await sandbox.end();
  }

  async connectSandbox(): Promise<void> {
    const { engine, sandbox } = this.#parts;
    const settings = await sandbox.start();
    this.leave();
    await engine.connect(settings, null, 'switch');
  }

  /**
   * Another one is about to be used: what was added while nothing was connected is meant for the connection that the
   * window showed.
   */
  leave(): void {
    const { engine, sandbox, connections } = this.#parts;
    const { chosenId } = connections;
    if (chosenId === null || sandbox.isRunning) return;
    engine.assign(chosenId);
    this.emit('left', chosenId);
  }

  /** Ends what belongs to a connection that is removed. The history keeps it. */
  async discard(id: string): Promise<void> {
    const { engine } = this.#parts;
    const isMeant = (destination: string) => destination === id;
    engine.scans.stopFor(isMeant);
    this.emit('ended', isMeant);
    await discardUploadsFor(engine.queue, isMeant);
  }
}
