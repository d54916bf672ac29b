import { namesOf } from '../../core/model/connection-names.ts';
import { destinationOf } from '../../core/model/connection-settings.ts';
import { StoreError } from '../../core/model/store-error.ts';
import type { KeptConnection, Settings, SettingsFile } from '../settings/settings.ts';

/** The settings of the chosen connection. */
const CHOSEN = ['baseUrl', 'userId', 'encryptedKey', 'keySeal', 'connectionName'] as const;

/**
 * The connections in the settings file; the id of each is its destination, which no two share. The chosen one stands in
 * the settings themselves, where the terminal reads it too, and the others in a list beside them. Each change is one
 * write, so a crash leaves all of it or nothing.
 */
export class KeptConnections {
  readonly #file: SettingsFile;
  readonly #isAllowed: (connection: KeptConnection) => boolean;
  #names!: ReadonlyMap<string, string>;
  #chosenId!: string | null;

  /** @param isAllowed whether the organisation lets a person switch to it */
  constructor(file: SettingsFile, isAllowed: (connection: KeptConnection) => boolean) {
    this.#file = file;
    this.#isAllowed = isAllowed;
    this.#changed();
  }

  /** The chosen one. Its user id is empty where none has been saved. */
  get chosen(): KeptConnection {
    const { baseUrl, userId, encryptedKey, keySeal, connectionName: name } = this.#file.read();
    return { name, baseUrl, userId, encryptedKey, keySeal };
  }

  /** null where none has been saved. */
  get chosenId(): string | null {
    return this.#chosenId;
  }

  /** All that a person can choose, and the chosen one. */
  get all(): readonly KeptConnection[] {
    const others = this.#others.filter(this.#isAllowed);
    const { chosen } = this;
    return chosen.userId === '' ? others : [chosen, ...others];
  }

  /** The name of each, by its id. */
  get names(): ReadonlyMap<string, string> {
    return this.#names;
  }

  has(id: string): boolean {
    return this.#names.has(id);
  }

  get #others(): readonly KeptConnection[] {
    return this.#file.read().otherConnections;
  }

  find(id: string): KeptConnection | undefined {
    return this.all.find((connection) => destinationOf(connection) === id);
  }

  /**
   * Changes the chosen one. Where its base URL or user changes, that stands in {@link unfollowedEdits} from now on.
   * @param takesUploads whether its queued uploads follow
   */
  edit(changed: KeptConnection, takesUploads: boolean): void {
    const { unfollowedEdits } = this;
    const [from, to] = [this.#chosenId, destinationOf(changed)];
    const moves =
      from === null || from === to ? unfollowedEdits : [...unfollowedEdits, { from, to, takesUploads }];
    this.#write(changed, this.#others, moves);
  }

  /** The edits that folders and uploads have yet to follow, in their order. A crash may have left some. */
  get unfollowedEdits(): Settings['unfollowedEdits'] {
    return this.#file.read().unfollowedEdits;
  }

  /**
   * Lets something follow each of these edits.
   * @returns whether all did; while the disk is full, the next change tries again
   */
  follow(one: (edit: Settings['unfollowedEdits'][number]) => void): boolean {
    try {
      for (const edit of this.unfollowedEdits) one(edit);
      return true;
    } catch (error) {
      if (error instanceof StoreError) return false;
      throw error;
    }
  }

  /** All has followed all edits. */
  markFollowed(): void {
    if (this.unfollowedEdits.length > 0) this.#file.forget(['unfollowedEdits']);
  }

  /** Chooses this one, which is new or one of the others. The one before becomes one of the others, if it was saved. */
  choose(next: KeptConnection): void {
    const { chosen } = this;
    const before = chosen.userId === '' ? [] : [chosen];
    this.#write(next, [
      ...this.#others.filter((other) => destinationOf(other) !== destinationOf(next)),
      ...before,
    ]);
  }

  /** @returns the one that takes the place of the chosen one if that is removed */
  successorOf(id: string): KeptConnection | undefined {
    return this.all.find((connection) => destinationOf(connection) !== id);
  }

  /** Forgets one with its key. Another one takes the place of the chosen one, if there is one. */
  remove(id: string): void {
    const others = this.#others.filter((other) => destinationOf(other) !== id);
    if (id !== this.#chosenId) this.#write(this.chosen, others);
    else {
      const next = this.successorOf(id);
      if (next === undefined) this.#file.forget(CHOSEN);
      else
        this.#write(
          next,
          others.filter((other) => destinationOf(other) !== destinationOf(next)),
        );
    }
    this.#changed();
  }

  /** Forgets all of them with their keys. */
  forget(): void {
    this.#file.forget([...CHOSEN, 'otherConnections']);
    this.#changed();
  }

  #write(
    { name, ...chosen }: KeptConnection,
    otherConnections: readonly KeptConnection[],
    unfollowedEdits = this.unfollowedEdits,
  ): void {
    this.#file.write({
      ...chosen,
      connectionName: name,
      otherConnections: [...otherConnections],
      ...(unfollowedEdits.length > 0 && { unfollowedEdits }),
    });
    this.#changed();
  }

  #changed(): void {
    const { all, chosen } = this;
    this.#chosenId = chosen.userId === '' ? null : destinationOf(chosen);
    this.#names = namesOf(all);
  }
}
