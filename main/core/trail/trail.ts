import type { Mark, MarkEvent } from '../model/mark.ts';
import { isActive, type Upload } from '../model/upload.ts';
import type { Live } from '../queue/upload-list.ts';

/** Of an upload that is tried again and again, the first and the latest marks are kept. */
const MAX_MARKS = 60;
const FIRST_KEPT = 10;

/** What happened to one upload, as it shows in its states. */
export class Trail {
  #marks: readonly Mark[];
  #last: Pick<Upload, 'sha256' | 'state'> | null = null;
  #retry: Live['retry'] = null;
  #hasSent = false;

  /** @param known what was kept of it by an earlier run */
  constructor(known: readonly Mark[], nowMs: number) {
    this.#marks = known;
    if (known.length > 0 && known.at(-1)?.kind !== 'ended') this.add({ kind: 'resumed' }, nowMs);
  }

  get marks(): readonly Mark[] {
    return this.#marks;
  }

  add(event: MarkEvent, atMs: number): void {
    const marks = [...this.#marks, { ...event, atMs }];
    this.#marks = marks.length > MAX_MARKS ? marks.toSpliced(FIRST_KEPT, 1) : marks;
  }

  /** The upload's job begins, or begins again. */
  started(upload: Upload, nowMs: number): void {
    this.#last = upload;
    this.add({ kind: 'started' }, nowMs);
    if (upload.state.stage === 'converting') this.add({ kind: 'converting' }, nowMs);
  }

  /** @param upload in its new state */
  changed(upload: Upload, nowMs: number): void {
    const before = this.#last;
    this.#last = upload;
    if (before === null) return;
    for (const event of eventsBetween(before, upload)) this.add(event, nowMs);
    if (upload.state.stage !== before.state.stage) this.#hasSent = false;
  }

  /** @param live of the running upload */
  progressed(live: Live, nowMs: number): void {
    const { retry, sentBytes } = live;
    if (retry !== null && retry.atMs !== this.#retry?.atMs)
      this.add({ kind: 'retry', attempt: retry.attempt, message: retry.message }, nowMs);
    this.#retry = retry;
    if (sentBytes === 0 || this.#hasSent || this.#last?.state.stage !== 'uploading') return;
    this.#hasSent = true;
    this.add({ kind: 'sending' }, nowMs);
  }
}

function eventsBetween(
  before: Pick<Upload, 'sha256' | 'state'>,
  { state, sha256 }: Pick<Upload, 'sha256' | 'state'>,
): readonly MarkEvent[] {
  const was = before.state.stage;
  if (!isActive(state)) return was === state.stage ? [] : [{ kind: 'ended' }];
  switch (state.stage) {
    case 'converting':
      return was === 'converting' ? [] : [{ kind: 'converting' }];
    case 'queued': {
      const events: MarkEvent[] = [];
      if (was === 'converting') events.push({ kind: 'converted' });
      else if (was !== 'queued') events.push({ kind: 'restarted' });
      if (sha256 !== null && before.sha256 !== sha256) events.push({ kind: 'identified' });
      return events;
    }
    case 'uploading':
      return was === 'uploading' ? [] : [{ kind: 'signed' }];
    case 'processing': {
      const events: MarkEvent[] = was === 'processing' ? [] : [{ kind: 'sent' }];
      const stepBefore = before.state.stage === 'processing' ? before.state.step : null;
      if (state.step !== null && state.step !== stepBefore) events.push({ kind: 'step', step: state.step });
      return events;
    }
    default:
      return [];
  }
}
