import { expect, it } from 'vitest';
import { wordsIn } from '../../../../main/desktop/shell/i18n.ts';
import {
  batchNotice,
  NOTHING,
  type Outcome,
  withBatch,
} from '../../../../main/desktop/status/batch-notification.ts';
import { blockedNotice } from '../../../../main/desktop/status/blocked-notification.ts';
import { busyBatch, noBatch } from './statuses.ts';

const [en, de] = [wordsIn('en'), wordsIn('de')];
const good = { id: 'good', name: 'a <b>&amp;.pdf' };
const bad = { id: 'bad', name: 'scan.pdf' };
const open = { id: 'open', name: 'Slides.pptx' };
const of = (change: Partial<Outcome>): Outcome => ({ ...NOTHING, ...change });

it.each<[Outcome, string | null, string | null]>([
  [NOTHING, null, null],
  [of({ takeLong: 2 }), null, null],
  [of({ ready: 1, firstReady: good }), 'a <b>&amp;.pdf is ready', 'good'],
  [of({ failed: 1, firstFailed: bad }), 'scan.pdf needs you', 'bad'],
  [of({ ready: 38, firstReady: good }), '38 files are ready', 'good'],
  [of({ ready: 12_000, firstReady: good }), '12,000 files are ready', 'good'],
  [of({ failed: 2, firstFailed: bad }), '2 files need you', 'bad'],
  [of({ ready: 36, failed: 2, firstReady: good, firstFailed: bad }), '36 files are ready, 2 need you', 'bad'],
  [of({ ready: 1, failed: 1, firstReady: good, firstFailed: bad }), '1 file is ready, 1 needs you', 'bad'],
  [of({ undecided: 1, firstUndecided: open }), 'Slides.pptx needs a decision', 'open'],
  [of({ undecided: 2, firstUndecided: open }), '2 files need a decision', 'open'],
  [
    of({ ready: 3, undecided: 2, firstReady: good, firstUndecided: open }),
    '3 files are ready, 2 to decide',
    'open',
  ],
  [
    of({ ready: 3, failed: 1, undecided: 2, firstReady: good, firstFailed: bad, firstUndecided: open }),
    '3 files are ready, 1 needs you, 2 to decide',
    'bad',
  ],
])('a batch of %j is told in one line', (outcome, title, leadsTo) => {
  const notice = batchNotice(outcome, en);
  expect(notice?.title ?? null).toBe(title);
  expect(notice?.go.uploadId ?? null).toBe(leadsTo);
});

it.each([
  ['fdp.\u202egpj.exe', 'fdp.\ufffdgpj.exe is ready'],
  ['torn\ud800.pdf', 'torn\ufffd.pdf is ready'],
  ['{{name}} $t(news.failed).pdf', '{{name}} $t(news.failed).pdf is ready'],
])('a notification shows a file named %j by nothing that hides or turns around', (name, title) => {
  expect(batchNotice(of({ ready: 1, firstReady: { id: 'id', name } }), en)?.title).toBe(title);
});

it('what takes long is told beside it, in words of Hoist’s own alone', () => {
  const outcome = of({ ready: 3, takeLong: 1, firstReady: good });
  expect(batchNotice(outcome, en)).toMatchObject({
    title: '3 files are ready',
    body: 'The server is still processing 1 more file.',
  });
  expect(batchNotice({ ...outcome, failed: 2 }, de)).toMatchObject({
    title: '3 Dateien sind bereit, 2 brauchen Ihre Hilfe',
    body: '1 weitere Datei ist noch beim Server in Arbeit.',
  });
});

it('several batches that nobody has seen add up; what takes long is counted once', () => {
  const first = withBatch(NOTHING, { ...busyBatch, ready: 3, takeLong: 1 });
  const both = withBatch(first, { ...noBatch, failed: 2, takeLong: 1, firstFailed: bad });
  expect(both).toEqual({
    ready: 3,
    failed: 2,
    undecided: 0,
    takeLong: 1,
    firstReady: busyBatch.firstReady,
    firstFailed: bad,
    firstUndecided: null,
  });
});

it('the notification of a blocked queue says why, and leads to where a person can fix it', () => {
  expect(blockedNotice({ kind: 'configuration', field: 'apiKey' }, en)).toEqual({
    title: 'Your files wait for you',
    body: 'The server does not accept the API key.',
    go: { screen: 'settings', uploadId: null },
  });
  expect(blockedNotice({ kind: 'offline' }, de)).toEqual({
    title: 'Hoist ist offline',
    body: 'Ihre Dateien warten. Es geht von selbst weiter.',
    go: { screen: 'queue', uploadId: null },
  });
});
