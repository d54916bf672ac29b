import { describe, expect, it } from 'vitest';
import type { QueueStatus } from '../../../main/core/model/queue-status.ts';
import type { Upload } from '../../../main/core/model/upload.ts';
import type { QueueEvent } from '../../../main/core/queue/upload-list.ts';
import { jsonReport } from '../../../main/terminal/reports/json-report.ts';
import { plainReport } from '../../../main/terminal/reports/plain-report.ts';
import { goingOn, tryingAgain, type WaitNews, Waits } from '../../../main/terminal/reports/waits.ts';
import { uploadOf } from '../../support/upload-of.ts';

const UNREACHABLE = 'The server cannot be reached: it does not accept connections.';

const offline = (untilMs: number): QueueStatus => ({
  kind: 'offline',
  untilMs,
  message: { code: 'plain', because: UNREACHABLE },
});
const limited = (untilMs: number): QueueStatus => ({ kind: 'rate-limited', untilMs });
const open: QueueStatus = { kind: 'open' };

const upload = (id: string): Upload =>
  uploadOf({ stage: 'queued' }, { id, path: `/docs/${id}.pdf`, name: `${id}.pdf` });

const retry = (id: string, message: string): QueueEvent => ({
  type: 'live',
  id,
  live: {
    sentBytes: 0,
    bytesPerSecond: null,
    stuck: false,
    retry: { atMs: 9, attempt: 2, message: { code: 'plain', because: message } },
  },
});

/** What is told of these holds, each at its time. */
function toldOf(
  ...holds: readonly (readonly [atMs: number, queueStatus: QueueStatus])[]
): WaitNews['kind'][] {
  const told: WaitNews['kind'][] = [];
  let nowMs = 0;
  const waits = new Waits({ find: upload, now: () => nowMs, tell: ({ kind }) => told.push(kind) });
  for (const [atMs, queueStatus] of holds) {
    nowMs = atMs;
    waits.event({ type: 'status', status: queueStatus });
  }
  return told;
}

describe('a wait of the whole queue', () => {
  it('gets one line, however often Hoist tries, and one line for its end', () => {
    expect(
      toldOf(
        [0, offline(1000)],
        [1000, offline(3000)],
        [3000, offline(7000)],
        [7000, offline(15_000)],
        [9000, open],
      ),
    ).toEqual(['offline', 'going-on']);
    expect(toldOf([0, limited(24_000)], [24_000, limited(48_000)], [48_000, open], [48_001, open])).toEqual([
      ...['rate-limited', 'going-on'],
    ]);
  });

  it('gets no line if it is short', () => {
    expect(toldOf([0, offline(1000)], [1000, offline(3000)], [2000, open])).toEqual([]);
    expect(toldOf([0, limited(4000)], [4000, open], [90_000, limited(94_000)], [94_000, open])).toEqual([]);
  });

  it('of another kind gets a line as well, with a single end', () => {
    expect(toldOf([0, limited(20_000)], [20_000, offline(21_000)], [30_000, open])).toEqual([
      ...['rate-limited', 'offline', 'going-on'],
    ]);
  });
});

describe('a step that is tried again', () => {
  it('gets one line per file', () => {
    const told: WaitNews[] = [];
    const waits = new Waits({ find: upload, now: () => 0, tell: (news) => told.push(news) });
    for (const id of ['a', 'a', 'b', 'a']) waits.event(retry(id, 'The server is busy (503).'));
    expect(told).toEqual(
      ['a', 'b'].map((id) => ({
        kind: 'retry',
        path: `/docs/${id}.pdf`,
        message: 'The server is busy (503). Trying again.',
      })),
    );
  });
});

describe('the remaining time', () => {
  it.each([
    [7_001, ' in 8 s'],
    [1, ' in 1 s'],
    [0, ''],
    [-5, ''],
    [59_000, ' in 59 s'],
    [59_001, ' in 1 min'],
    [61_000, ' in 2 min'],
  ])('of %i ms', (leftMs, said) => {
    expect(tryingAgain('No connection.', leftMs)).toBe(`No connection. Trying again${said}.`);
    expect(goingOn(leftMs)).toBe(`Server limit reached, continuing${said}.`);
  });
});

describe('the reports', () => {
  const news: readonly QueueEvent[] = [
    { type: 'status', status: offline(8000) },
    { type: 'status', status: limited(24_000) },
    { type: 'status', status: open },
    retry('a\n', 'The server said “\u001b[2J”.'),
  ];

  function written(make: typeof plainReport) {
    const lines = { out: '', told: '' };
    const report = make({
      find: upload,
      now: () => 0,
      write: (line) => {
        lines.out += line;
      },
      tell: (line) => {
        lines.told += line;
      },
    });
    for (const event of news) report.event(event);
    return lines;
  }

  it('print waits as plain lines beside the results, without control characters', () => {
    const { out, told } = written(plainReport);
    expect(out).toBe('');
    expect(told.split('\n')).toEqual([
      `${UNREACHABLE} Trying again.`,
      'Server limit reached, continuing in 24 s.',
      'Continuing.',
      '/docs/a\\n.pdf  The server said “\\u001b[2J”. Trying again.',
      '',
    ]);
  });

  it('print waits as JSON lines of their own kind', () => {
    const { out, told } = written(jsonReport);
    expect(told).toBe('');
    const objects = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(objects).toEqual([
      { event: 'waiting', reason: 'offline', message: `${UNREACHABLE} Trying again.` },
      { event: 'waiting', reason: 'rate_limited', message: 'Server limit reached, continuing in 24 s.' },
      { event: 'going_on' },
      {
        event: 'waiting',
        reason: 'retry',
        path: '/docs/a\n.pdf',
        message: 'The server said “\u001b[2J”. Trying again.',
      },
    ]);
  });
});
