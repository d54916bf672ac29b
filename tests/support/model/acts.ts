import type { ConversionWay } from '../../../main/core/model/conversion.ts';
import type { IntakeItem } from '../../../main/core/model/intake-item.ts';
import { canRetry, type Retention, type Upload } from '../../../main/core/model/upload.ts';
import { EMPTY_CONTENT } from './disk.ts';
import type { Life } from './life.ts';
import { FILES, type Operation } from './scenario.ts';
import { pathOf, type World } from './world.ts';

/** Does one operation of a scenario. Time passes, and processes start, elsewhere. */
export function act(operation: Operation, world: World, life: Life): void {
  const { disk, server, faults, laws } = world;
  const { queue } = life;
  const uploads = [...queue.uploads.all()];
  const picked = (pick: number) => uploads[pick % Math.max(1, uploads.length)];
  switch (operation.type) {
    case 'add':
      add(world, life, [pathOf(operation.file)], operation.temporary ? 'temporary' : 'keep');
      return;
    case 'add original':
      add(world, life, [pathOf(operation.file)], operation.temporary ? 'temporary' : 'keep', 'text');
      return;
    case 'break conversions':
      world.brokenConversions += operation.times;
      return;
    case 'add copies': {
      const from = disk.paths;
      const paths = Array.from({ length: operation.count }, (_, copy) => pathOf(from + copy));
      for (const path of paths) disk.write(path, operation.content, 'replaced');
      add(world, life, paths, 'keep');
      return;
    }
    case 'cancel':
      life.cancel(idsOf(picked(operation.pick)));
      return;
    case 'cancel all':
      life.cancel(idsOf(...uploads));
      return;
    case 'retry':
      retry(world, life, idsOf(picked(operation.pick)));
      return;
    case 'retry all':
      retry(world, life, idsOf(...uploads.filter(({ state }) => canRetry(state))));
      return;
    case 'again': {
      const upload = picked(operation.pick);
      const isDone = upload?.state.stage === 'ready' || upload?.state.stage === 'processing';
      if (isDone) life.act(() => queue.uploadAgain([upload.id]));
      return;
    }
    case 'remove': {
      const ids = idsOf(picked(operation.pick));
      life.act(() => queue.remove(ids));
      for (const id of ids) if (queue.uploads.find(id) === undefined) world.removed.add(id);
      return;
    }
    case 'try one':
      laws.forgive();
      queue.tryNow(idsOf(picked(operation.pick)));
      return;
    case 'try now':
      laws.forgive();
      queue.tryNow();
      return;
    case 'pause':
      life.act(() => queue.pause());
      if (queue.paused) laws.pausedSinceMs ??= world.timeline.now();
      return;
    case 'resume':
      laws.pausedSinceMs = null;
      life.act(() => queue.resume());
      if (queue.paused) laws.pausedSinceMs = world.timeline.now();
      return;
    case 'edit':
      disk.write(pathOf(operation.file), operation.content, operation.replaced ? 'replaced' : 'in place');
      return;
    case 'swap':
      swap(world, operation.file, operation.with);
      return;
    case 'empty':
      disk.write(pathOf(operation.file), EMPTY_CONTENT, 'in place');
      return;
    case 'vanish':
      disk.vanish(pathOf(operation.file));
      return;
    case 'offline':
      world.isOffline = true;
      return;
    case 'online':
      world.isOffline = false;
      return;
    case 'revoke key':
      server.validKeys.clear();
      return;
    case 'mend key':
      world.keys += 1;
      server.validKeys.add(`key${world.keys}`);
      connect(world, life, world.connection?.user ?? 'A', `key${world.keys}`);
      return;
    case 'mistype key':
      connect(world, life, world.connection?.user ?? 'A', 'mistyped');
      return;
    case 'connect':
      connect(world, life, operation.user);
      return;
    case 'connect twice':
      connect(world, life, operation.first);
      connect(world, life, operation.second);
      return;
    case 'disk full':
      server.dropParts();
      world.isDiskFull = true;
      return;
    case 'disk room':
      // A refusal that could not be kept is found out again.
      if (world.isDiskFull) laws.forgive();
      world.isDiskFull = false;
      return;
    case 'crash': {
      const { at, nth, downMs, edits } = operation;
      world.dying = { at, left: nth, downMs, edits };
      if (at === 'now') life.die();
      return;
    }
    case 'call fault':
      faults.script(operation.step, operation.fault, operation.times);
      return;
    case 'put fault':
      faults.script('put', operation.fault, operation.times);
      return;
    case 'processing':
      server.processing = { ms: operation.ms, end: operation.end };
      return;
    case 'limits':
      server.changeLimits(operation.limits);
      queue.schedule.changeLimits(operation.limits);
      return;
    case 'delete at server': {
      const files = [...server.files.values()].filter(({ stored }) => stored !== null);
      const file = files[operation.pick % Math.max(1, files.length)];
      if (file !== undefined) file.deleted = true;
      return;
    }
    case 'outage':
      world.outages.begin(operation.of, operation.kind);
      return;
    case 'outage over':
      world.outages.end(operation.of);
      return;
    case 'repeat ids':
      server.repeats = operation.times;
      return;
    case 'quit':
      life.quit();
      return;
    case 'pass':
      return;
  }
}

/** @param way how the files are converted; null where their own bytes are sent */
export function add(
  world: World,
  life: Life,
  paths: readonly string[],
  retention: Retention,
  way: ConversionWay | null = null,
): void {
  const items = paths.flatMap((path): IntakeItem[] => {
    const fingerprint = world.disk.fingerprint(path);
    if (fingerprint === null || fingerprint.sizeBytes === 0) return [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    const contentType = way === null ? 'text/plain' : null;
    return [{ kind: 'accepted', path, name, contentType, way, fingerprint }];
  });
  const added = life.act(() => life.queue.add(items, retention));
  if (added === null || life.isDead) return;
  if (added.length !== items.length)
    world.breaches.broken(1, `${items.length} files gave ${added.length} uploads`);
  for (const { id } of added) {
    if (!world.ledger.kept.has(id)) world.breaches.broken(1, `${id} was accepted and not kept`);
  }
}

export function retry(world: World, life: Life, ids: readonly string[]): void {
  world.isRetrying = true;
  world.laws.forgive();
  life.act(() => life.queue.retry(ids));
  world.isRetrying = false;
}

export function connect(world: World, life: Life, user: 'A' | 'B' | null, key?: string): void {
  const valid = key ?? world.connection?.key ?? `key${world.keys}`;
  world.connection = user === null ? null : { user, key: valid };
  life.connect(world.connection);
}

function swap({ disk }: World, one: number, other: number): void {
  const [a, b] = [disk.contentAt(pathOf(one)), disk.contentAt(pathOf(other))];
  if (a === null || b === null || one === other) return;
  disk.write(pathOf(one), b, 'in place, its time put back');
  disk.write(pathOf(other), a, 'in place');
}

function idsOf(...uploads: readonly (Upload | undefined)[]): string[] {
  return uploads.flatMap((upload) => upload?.id ?? []);
}

/** Edits made while Hoist does not run. */
export function editMeanwhile({ disk, chance }: World, edits: number): void {
  for (let edit = 0; edit < edits; edit += 1) {
    const path = pathOf(chance.between(0, FILES - 1));
    const content = disk.contentAt(path);
    // Another content of the same size, where there is one.
    if (content !== null) disk.write(path, content === 0 ? 1 : content === 3 ? 4 : 0, 'in place');
  }
}
