import cliProgress from 'cli-progress';
import { formatBytes, readableStep } from '../core/format.ts';
import type { Upload } from '../core/upload.ts';
import type { QueueEvent, Uploads } from '../core/uploads.ts';
import { outcomeLine, stuckLine, summaryLine } from './plain-report.ts';
import { printable } from './printable.ts';
import type { Report, Tally } from './report.ts';

/** Bars at once; more would scroll. */
const MAX_BARS = 10;
const NAME_WIDTH = 32;

/** A progress bar for each file under way, on a terminal. Ended files stand above as lines. */
export class BarsReport implements Report {
  readonly #uploads: Pick<Uploads, 'find' | 'live'>;
  readonly #stream: NodeJS.WriteStream;
  readonly #bars: cliProgress.MultiBar;
  readonly #byId = new Map<string, cliProgress.SingleBar>();

  constructor(uploads: Pick<Uploads, 'find' | 'live'>, stream: NodeJS.WriteStream) {
    this.#uploads = uploads;
    this.#stream = stream;
    this.#bars = new cliProgress.MultiBar(
      { format: '{name} {bar} {note}', hideCursor: true, clearOnComplete: true, stream, barsize: 24, fps: 8 },
      cliProgress.Presets.shades_grey,
    );
  }

  event(event: QueueEvent): void {
    if (event.type === 'hold') {
      if (event.hold.kind === 'rate-limited') this.#say('Server limit reached, going on shortly.');
      if (event.hold.kind === 'offline') this.#say(`${event.hold.message} Trying again.`);
      return;
    }
    const id = event.type === 'upload' ? event.upload.id : event.type === 'live' ? event.id : undefined;
    const upload = id === undefined ? undefined : this.#uploads.find(id);
    if (upload !== undefined) this.#show(upload);
  }

  ended(upload: Upload): void {
    this.#removeBar(upload.id);
    this.#say(outcomeLine(upload));
  }

  stuck({ id, path }: Upload): void {
    this.#removeBar(id);
    this.#say(stuckLine(path));
  }

  summary(tally: Tally, left: number): void {
    // Lines that were said wait for the next drawing, which stopping would not do.
    this.#bars.update();
    this.#bars.stop();
    this.#stream.write(`${summaryLine(tally, left)}\n`);
  }

  #removeBar(id: string): void {
    const bar = this.#byId.get(id);
    if (bar !== undefined) this.#bars.remove(bar);
    this.#byId.delete(id);
  }

  #show(upload: Upload): void {
    const { stage } = upload.state;
    if (stage !== 'uploading' && stage !== 'processing') return;
    const total = upload.sizeBytes ?? 0;
    const { sentBytes } = this.#uploads.live(upload.id);
    const value = stage === 'processing' ? total : sentBytes;
    const payload = { name: fitted(printable(upload.name)), note: this.#noteFor(upload) };
    const bar = this.#byId.get(upload.id);
    if (bar !== undefined) bar.update(value, payload);
    else if (this.#byId.size < MAX_BARS) this.#byId.set(upload.id, this.#bars.create(total, value, payload));
  }

  #noteFor({ id, state, sizeBytes }: Upload): string {
    const { sentBytes, bytesPerSecond, retry } = this.#uploads.live(id);
    if (retry !== null) return `${printable(retry.message)} Trying again.`;
    if (state.stage === 'processing')
      return state.step === null ? 'Processing' : printable(readableStep(state.step));
    const speed = bytesPerSecond === null ? '' : `, ${formatBytes(Math.round(bytesPerSecond))}/s`;
    return `${formatBytes(sentBytes)} of ${formatBytes(sizeBytes ?? 0)}${speed}`;
  }

  #say(line: string): void {
    this.#bars.log(`${line}\n`);
  }
}

function fitted(name: string): string {
  const short = name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 13)}…${name.slice(-12)}` : name;
  return short.padEnd(NAME_WIDTH);
}
