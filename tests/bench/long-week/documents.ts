import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What the server makes of a document, by its name. */
export type Fate = 'ready' | 'failed' | 'infected';

const FATE_IN_NAME = /-(failed|infected)\.csv$/;

/** One that arrived, and what has to become of it. */
export interface Arrived {
  readonly path: string;
  readonly sha256: string;
  readonly fate: Fate;
}

const FAILED_EVERY = 97;
const INFECTED_EVERY = 211;
/** So many are copies of the document before, under a name of their own. */
const COPY_EVERY = 53;
const FOLDER_EVERY = 100;

export function fateOf(name: string): Fate {
  return (FATE_IN_NAME.exec(name)?.[1] as Fate | undefined) ?? 'ready';
}

/** Brings documents into a folder, in sub-folders and in the ways in which programs write. */
export class Documents {
  readonly #folder: string;
  readonly #name: string;
  #count = 0;

  /** @param name keeps the contents apart from those of others */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
  }

  /** @returns the next document, which is there and whole */
  async next(): Promise<Arrived> {
    this.#count += 1;
    const number = this.#count;
    const fate = fateOfNumber(number);
    const isCopy = number % COPY_EVERY === 0 && fate === 'ready' && fateOfNumber(number - 1) === 'ready';
    const text = this.#textOf(isCopy ? number - 1 : number);
    const name = `${this.#name} ${number}${fate === 'ready' ? '' : `-${fate}`}.csv`;
    const path = join(this.#folder, `${this.#name} from ${Math.floor(number / FOLDER_EVERY)}`, name);
    await mkdir(dirname(path), { recursive: true });
    if (number % 2 === 0) {
      await writeFile(path, text);
    } else {
      // As many programs do, so that nobody sees half a file.
      await writeFile(`${path}.part`, text);
      await rename(`${path}.part`, path);
    }
    return { path, sha256: createHash('sha256').update(text).digest('hex'), fate };
  }

  #textOf(number: number): string {
    const line = `${this.#name},number\n`;
    return `${line.repeat(1 + (number % 40))}${number}\n`;
  }
}

function fateOfNumber(number: number): Fate {
  if (number % FAILED_EVERY === 0) return 'failed';
  return number % INFECTED_EVERY === 0 ? 'infected' : 'ready';
}
