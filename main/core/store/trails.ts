import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Mark } from '../model/mark.ts';
import type { WaitMessage } from '../model/messages.ts';
import type { TrailStore } from '../trail/trail-store.ts';
import { inTransaction } from './transaction.ts';

const at = { atMs: z.number() };
/** The words for a message need nothing but its own fields, so its code is all that is looked at. */
const message = z.looseObject({ code: z.string() }) as unknown as z.ZodType<WaitMessage>;

const marks: z.ZodType<readonly Mark[]> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['started', 'resumed', 'converting', 'converted', 'identified']), ...at }),
    z.object({ kind: z.enum(['signed', 'sending', 'sent', 'restarted', 'ended']), ...at }),
    z.object({ kind: z.literal('step'), step: z.string(), ...at }),
    z.object({ kind: z.literal('retry'), attempt: z.number(), message, ...at }),
  ]),
);

/** Nothing where the damage of a disk or a strange hand made it something else. */
function marksIn(json: string): readonly Mark[] {
  try {
    return marks.parse(JSON.parse(json));
  } catch {
    return [];
  }
}

/** What happened to uploads, in the database of the uploads. It goes with its upload. */
export class SqliteTrails implements TrailStore {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  marksOf(uploadId: string): readonly Mark[] {
    const row = this.#db.prepare('SELECT marks FROM trails WHERE upload_id = ?').get(uploadId);
    return row === undefined ? [] : marksIn(String(row['marks']));
  }

  save(trails: ReadonlyMap<string, readonly Mark[]>): void {
    const statement = this.#db.prepare('INSERT OR REPLACE INTO trails (upload_id, marks) VALUES (?, ?)');
    inTransaction(this.#db, () => {
      for (const [id, kept] of trails) statement.run(id, JSON.stringify(kept));
    });
  }
}
