/**
 * `webUtils.getPathForFile` inside the page: a synchronous answer that only the browser process has.
 *
 * The page stops in a `debugger` statement; while it stands, the main process reads the paths of the files in question
 * through the DevTools protocol, writes them into the question and lets the page go on. One stop takes about 5 ms, and
 * 0.2 ms for each file, so all files that arrived together are asked about at once.
 */

export interface PathQuestion {
  /** Known to the preload's world alone, so that a page cannot ask. */
  readonly secret: string;
  readonly files: readonly File[];
  /** JSON of a string for each file. */
  answer: string | null;
}

/** The main process looks for this name on top of the stack. */
export function standInAsksForPaths(question: PathQuestion): void {
  // biome-ignore lint/suspicious/noDebugger: the stop is the point, see above
  debugger;
  void question;
}

export class FilePaths {
  readonly #secret: string;
  readonly #arrivedWith = new WeakMap<File, readonly File[]>();
  readonly #paths = new WeakMap<File, string>();
  /** While the page stands still, messages from the main process must not run its code. */
  isAsking = false;
  onAsked: () => void = () => undefined;

  constructor(secret: string) {
    this.#secret = secret;
    for (const type of ['drop', 'paste', 'change'] as const) {
      window.addEventListener(type, (event) => this.#noteEvent(event), { capture: true });
    }
  }

  /** Remembers which files came together, wherever in `value` they are. */
  note(value: unknown): void {
    const files: File[] = [];
    collectFiles(value, files, 0);
    for (const file of files) this.#arrivedWith.set(file, files);
  }

  pathOf(file: File): string {
    if (!(file instanceof File)) {
      throw new TypeError('getPathForFile expected to receive a File object but one was not provided');
    }
    const known = this.#paths.get(file);
    if (known !== undefined) return known;
    const together = this.#arrivedWith.get(file) ?? [file];
    const files = together.filter((other) => !this.#paths.has(other));
    const paths = this.#ask(files);
    for (const [index, other] of files.entries()) this.#paths.set(other, paths[index] ?? '');
    return this.#paths.get(file) ?? '';
  }

  #ask(files: readonly File[]): string[] {
    const question: PathQuestion = { secret: this.#secret, files, answer: null };
    this.isAsking = true;
    try {
      standInAsksForPaths(question);
    } finally {
      this.isAsking = false;
      this.onAsked();
    }
    if (question.answer === null) throw new Error('stand-in: nobody answered getPathForFile');
    return JSON.parse(question.answer) as string[];
  }

  #noteEvent(event: Event): void {
    if (event instanceof DragEvent) this.note(event.dataTransfer?.files);
    else if (event instanceof ClipboardEvent) this.note(event.clipboardData?.files);
    else if (event.target instanceof HTMLInputElement) this.note(event.target.files);
  }
}

export function collectFiles(value: unknown, into: File[], depth: number): void {
  if (value instanceof File) into.push(value);
  else if (Array.isArray(value) || value instanceof FileList) {
    for (const item of value) if (typeof item === 'object') collectFiles(item, into, depth + 1);
  } else if (typeof value === 'object' && value !== null && depth < 4) {
    for (const part of Object.values(value))
      if (typeof part === 'object') collectFiles(part, into, depth + 1);
  }
}
