import { describe, expect, it } from 'vitest';
import type { UploadEvent } from '../../../../main/core/model/transition.ts';
import type { Upload } from '../../../../main/core/model/upload.ts';
import { Lanes } from '../../../../main/core/queue/lanes.ts';
import { StoreHealth } from '../../../../main/core/queue/store-health.ts';
import { UploadList } from '../../../../main/core/queue/upload-list.ts';
import { MemoryStore } from '../../../support/memory-store.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const HERE = 'user@here';
const idle = () => false;

/** Lines over uploads that are kept, one for each of `events`, which bring it to its state. */
function lanesOver(
  kept: Readonly<Record<string, { to?: string | null; events?: readonly UploadEvent[]; folderId?: string }>>,
  startKept = true,
) {
  const [store, clock] = [new MemoryStore(), new VirtualClock()];
  const uploads = new UploadList(store, clock, new StoreHealth(store, clock));
  const fingerprint = { inode: '1', sizeBytes: 5, mtimeNs: '2', ctimeNs: null };
  const byName: Record<string, Upload> = {};
  for (const [name, { to = HERE, events = [], folderId }] of Object.entries(kept)) {
    const item = {
      kind: 'accepted',
      path: `/${name}`,
      name,
      contentType: 'text/plain',
      fingerprint,
    } as const;
    const [added] = uploads.add([item], {
      retention: 'keep',
      conversionRule: 'ask',
      destination: to,
      origin: folderId === undefined ? { kind: 'person' } : { kind: 'watched-folder', folderId, root: '/in' },
    });
    for (const event of events) uploads.apply(added?.id ?? '', event);
    byName[name] = uploads.get(added?.id ?? '');
  }
  const lanes = new Lanes(uploads, startKept);
  /** The names of all that may run, in their order. */
  const drain = (hasRoom = true, isRunning: (id: string) => boolean = idle) => {
    const names: string[] = [];
    const room = { known: true, person: hasRoom, watched: hasRoom };
    for (let next = lanes.next(room, isRunning); next !== null; next = lanes.next(room, isRunning)) {
      names.push(uploads.get(next.id).name);
    }
    return names;
  };
  return { lanes, uploads, drain, upload: (name: string) => byName[name] as Upload };
}

const signed: UploadEvent = { type: 'signed', fileId: 'f' };
const sent: UploadEvent = { type: 'sent' };
const cancelled: UploadEvent = { type: 'cancelled' };

describe('the lanes', () => {
  it('hold uploads with work left for the present destination; those that the server knows go first', () => {
    const { lanes, drain } = lanesOver({
      first: {},
      elsewhere: { to: 'user@there' },
      unbound: { to: null },
      second: {},
      uploading: { events: [signed] },
      processing: { events: [signed, sent] },
      cancelled: { events: [cancelled] },
    });
    expect([lanes.isEmpty, lanes.waiting]).toEqual([true, 0]);
    lanes.serve(HERE);
    expect([lanes.isEmpty, lanes.waiting]).toEqual([false, 2]);
    expect(drain()).toEqual(['uploading', 'processing', 'first', 'second']);
    expect([lanes.isEmpty, lanes.waiting]).toEqual([true, 0]);
  });

  it('hold other uploads after a change of destination, and none without one', () => {
    const { lanes, drain } = lanesOver({
      here: {},
      known: { events: [signed] },
      there: { to: 'user@there' },
    });
    lanes.serve(HERE);
    lanes.serve('user@there');
    expect(drain()).toEqual(['there']);
    lanes.serve(null);
    expect([lanes.isEmpty, drain()]).toEqual([true, []]);
  });

  it('hold no earlier upload if only named ones run', () => {
    const { lanes, drain, upload } = lanesOver({ a: {}, b: { events: [signed] }, c: {} }, false);
    lanes.serve(HERE);
    expect(lanes.isEmpty).toBe(true);
    lanes.start([upload('c')]);
    expect(drain()).toEqual(['c']);
    // Once named it is meant for good, as after a new connection.
    lanes.serve(HERE);
    expect(drain()).toEqual(['c']);
  });

  it.each(['join', 'leave'] as const)('keep no name of an upload that has ended and has to %s', (step) => {
    const { lanes, uploads, drain, upload } = lanesOver({ a: {} }, false);
    const { id } = upload('a');
    lanes.serve(HERE);
    lanes.start([upload('a')]);
    expect(drain()).toEqual(['a']);
    uploads.apply(id, cancelled);
    if (step === 'join') lanes.join(uploads.get(id));
    else lanes.leave(id);
    uploads.apply(id, { type: 'retried', destination: HERE });
    lanes.join(uploads.get(id));
    expect(drain()).toEqual([]);
    lanes.start([uploads.get(id)]);
    expect(drain()).toEqual(['a']);
  });

  it('hold each upload once, however often it joins', () => {
    const { lanes, drain, upload } = lanesOver({ a: {} });
    lanes.serve(HERE);
    lanes.start([upload('a'), upload('a')]);
    lanes.join(upload('a'));
    expect(drain()).toEqual(['a']);
  });

  it('drop an upload that left, whichever lane it was in', () => {
    const { lanes, drain, upload } = lanesOver({ a: {}, b: {}, c: { events: [signed] } });
    lanes.serve(HERE);
    for (const name of ['a', 'c']) lanes.leave(upload(name).id);
    expect(drain()).toEqual(['b']);
  });
});

describe('the next upload', () => {
  it('is one that the server knows already if the storage has no free slot', () => {
    const { lanes, drain } = lanesOver({ fresh: {}, known: { events: [signed, sent] } });
    lanes.serve(HERE);
    expect(drain(false)).toEqual(['known']);
    expect(lanes.waiting).toBe(1);
    expect(drain(true)).toEqual(['fresh']);
  });

  it('is never one that is still ending; it keeps its place', () => {
    const { lanes, drain, upload } = lanesOver({ a: {}, b: {} });
    lanes.serve(HERE);
    expect(drain(true, (id) => id === upload('a').id)).toEqual(['b']);
    expect(drain()).toEqual(['a']);
  });
});

describe('an upload from a watched folder', () => {
  it('gives way to uploads of a person, also to later ones', () => {
    const { lanes, drain } = lanesOver({
      found: { folderId: 'f' },
      dropped: {},
      alsoFound: { folderId: 'f' },
      known: { folderId: 'f', events: [signed] },
    });
    lanes.serve(HERE);
    expect(lanes.waiting).toBe(3);
    expect(drain()).toEqual(['known', 'dropped', 'found', 'alsoFound']);
    expect(lanes.isEmpty).toBe(true);
  });

  it('waits with the others once a person names it too', () => {
    const { lanes, drain, upload } = lanesOver({
      found: { folderId: 'f' },
      named: { folderId: 'f' },
      dropped: {},
    });
    lanes.serve(HERE);
    lanes.promote([upload('named')]);
    expect(drain()).toEqual(['dropped', 'named', 'found']);
    lanes.serve(HERE);
    lanes.leave(upload('found').id);
    expect(drain()).toEqual(['dropped', 'named']);
  });
});

describe('binding', () => {
  it('takes queued uploads without a destination or with the mistaken one, and no others', () => {
    const { lanes, uploads } = lanesOver({
      unbound: { to: null },
      mistaken: { to: 'user@typo' },
      elsewhere: { to: 'user@there' },
      known: { to: 'user@typo', events: [signed] },
      ended: { to: null, events: [cancelled] },
    });
    lanes.bind(HERE, 'user@typo');
    const meant = Object.fromEntries([...uploads.all()].map(({ name, destination }) => [name, destination]));
    expect(meant).toEqual({
      unbound: HERE,
      mistaken: HERE,
      elsewhere: 'user@there',
      known: 'user@typo',
      ended: null,
    });
  });

  it('takes only uploads without a destination if there was no mistake', () => {
    const { lanes, uploads } = lanesOver({ unbound: { to: null }, elsewhere: { to: 'user@there' } });
    lanes.bind(HERE, null);
    expect([...uploads.all()].map(({ destination }) => destination)).toEqual([HERE, 'user@there']);
  });
});
