import cliProgress from 'cli-progress';
import type { QueueStatus } from '../../core/model/queue-status.ts';
import { isSigned, type Upload } from '../../core/model/upload.ts';
import type { QueueEvent, UploadList } from '../../core/queue/upload-list.ts';
import { messageText, say, sizeText, stepText } from '../output/language.ts';
import { printable } from '../output/printable.ts';
import { OverallProgress, type OwnQueue } from './overall-progress.ts';
import { outcomeLine, silentLine, stuckLine, summaryLine } from './plain-report.ts';
import type { Owner, Report, Totals } from './report.ts';
import { goingOn, tryingAgain } from './waits.ts';

/** How many bars to show at once; more would scroll. */
const MAX_BARS = 10;
const NAME_WIDTH = 32;
/** How often the countdowns are updated. */
const TICK_MS = 250;

/** Shows a progress bar for each running file on a terminal, with the ended files as lines above. */
export class BarsReport implements Report {
  readonly #uploads: Pick<UploadList, 'find' | 'live'>;
  readonly #stream: NodeJS.WriteStream;
  readonly #bars: cliProgress.MultiBar;
  readonly #byId = new Map<string, cliProgress.SingleBar>();
  readonly #countdown: NodeJS.Timeout;
  readonly #overall: OverallProgress;
  #overallBar: cliProgress.SingleBar | null = null;
  #queueStatus: QueueStatus = { kind: 'open' };
  #statusBar: cliProgress.SingleBar | null = null;

  /** @param queue the queue of the uploads, if it is in this process */
  constructor(
    uploads: Pick<UploadList, 'find' | 'live' | 'subscribe'>,
    queue: OwnQueue | null,
    stream: NodeJS.WriteStream,
  ) {
    this.#uploads = uploads;
    this.#overall = new OverallProgress(uploads, queue);
    this.#stream = stream;
    this.#bars = new cliProgress.MultiBar(
      { format: '{name} {bar} {note}', hideCursor: true, clearOnComplete: true, stream, barsize: 24, fps: 8 },
      cliProgress.Presets.shades_grey,
    );
    this.#countdown = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  added(uploads: readonly Upload[]): void {
    this.#overall.added(uploads);
    this.#showOverall();
  }

  event(event: QueueEvent): void {
    this.#overall.event(event);
    if (event.type === 'status') {
      this.#queueStatus = event.status;
      this.#showStatus();
    } else if (event.type === 'upload') this.#show(event.upload);
    else if (event.type === 'live') this.#showById(event.id);
  }

  silent(path: string): void {
    this.#log(silentLine(path));
  }

  note(line: string): void {
    this.#log(line);
  }

  ended(upload: Upload): void {
    this.#removeBar(upload.id);
    this.#log(outcomeLine(upload));
  }

  stuck(upload: Upload): void {
    this.#removeBar(upload.id);
    this.#log(stuckLine(upload));
  }

  summary(totals: Totals, left: number, owner: Owner): void {
    clearInterval(this.#countdown);
    this.#overall.close();
    // Logged lines appear with the next drawing, which stop() would skip.
    this.#bars.update();
    this.#bars.stop();
    this.#stream.write(`${summaryLine(totals, left, owner)}\n`);
  }

  #removeBar(id: string): void {
    const bar = this.#byId.get(id);
    if (bar !== undefined) this.#bars.remove(bar);
    this.#byId.delete(id);
  }

  /** Shows how far all files are, above the bars. */
  #showOverall(): void {
    const note = this.#overall.line;
    if (note === null) return;
    if (this.#overallBar !== null) {
      this.#overallBar.update({ note });
      return;
    }
    // A new bar is the last one, so those that are there come again after it.
    const shown = [...this.#byId.keys()];
    for (const id of shown) this.#removeBar(id);
    this.#overallBar = this.#bars.create(1, 0, { note }, { format: '{note}' });
    for (const id of shown) this.#showById(id);
  }

  /** Updates the countdowns. */
  #tick(): void {
    this.#showOverall();
    this.#showStatus();
    for (const id of this.#byId.keys()) if (this.#uploads.live(id).retry !== null) this.#showById(id);
  }

  /** Shows the reason why the whole queue waits as a line of its own. */
  #showStatus(): void {
    const note = noteOn(this.#queueStatus);
    if (note === null) {
      if (this.#statusBar !== null) this.#bars.remove(this.#statusBar);
      this.#statusBar = null;
    } else if (this.#statusBar === null) {
      this.#statusBar = this.#bars.create(1, 0, { note }, { format: '{note}' });
    } else this.#statusBar.update({ note });
  }

  #showById(id: string): void {
    const upload = this.#uploads.find(id);
    if (upload !== undefined) this.#show(upload);
  }

  #show(upload: Upload): void {
    const { stage } = upload.state;
    const { sentBytes, retry } = this.#uploads.live(upload.id);
    const waitsToBeSigned = stage === 'queued' && (retry !== null || this.#byId.has(upload.id));
    if (!isSigned(upload.state) && !waitsToBeSigned) return;
    const total = upload.sizeBytes ?? 0;
    const value = stage === 'processing' ? total : sentBytes;
    const payload = { name: fitted(printable(upload.name)), note: this.#noteFor(upload) };
    const bar = this.#byId.get(upload.id);
    if (bar !== undefined) bar.update(value, payload);
    else if (this.#byId.size < MAX_BARS) this.#byId.set(upload.id, this.#bars.create(total, value, payload));
  }

  #noteFor({ id, state, sizeBytes }: Upload): string {
    const { sentBytes, bytesPerSecond, retry } = this.#uploads.live(id);
    if (retry?.message.code === 'sent_by_another') return printable(messageText(retry.message));
    if (retry !== null) return tryingAgain(printable(messageText(retry.message)), retry.atMs - Date.now());
    if (state.stage === 'processing')
      return state.step === null ? say('processing') : printable(stepText(state.step));
    const speed = bytesPerSecond === null ? '' : `, ${sizeText(Math.round(bytesPerSecond))}/s`;
    return `${say('sent_of', { sent: sizeText(sentBytes), size: sizeText(sizeBytes ?? 0) })}${speed}`;
  }

  #log(line: string): void {
    this.#bars.log(`${line}\n`);
  }
}

function noteOn(queueStatus: QueueStatus): string | null {
  if (queueStatus.kind === 'rate-limited') return goingOn(queueStatus.untilMs - Date.now());
  return 'untilMs' in queueStatus
    ? tryingAgain(printable(messageText(queueStatus.message)), queueStatus.untilMs - Date.now())
    : null;
}

function fitted(name: string): string {
  const short = name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 13)}…${name.slice(-12)}` : name;
  return short.padEnd(NAME_WIDTH);
}
