import { canRetry, isActive, sourceOf, type Upload } from '../../../main/core/model/upload.ts';
import { act, add, connect, editMeanwhile, retry } from './acts.ts';
import type { Core } from './core.ts';
import { EMPTY_CONTENT, hashOf } from './disk.ts';
import { Life } from './life.ts';
import { derivedFiles } from './model-parts.ts';
import { HALVES } from './outages.ts';
import type { Scenario } from './scenario.ts';
import type { Tally } from './tally.ts';
import { settle } from './timeline.ts';
import { pathOf, World } from './world.ts';

/** Once nothing disturbs any more, all has to end within this time and so many steps. */
const CALM_MS = 3 * 60 * 60_000;
const CALM_STEPS = 30_000;
const SERVERS_VERDICTS: readonly string[] = ['infected', 'processing_failed'];

/** A breach of an invariant, with the end of its trace. */
export class Breach extends Error {
  constructor(breach: string, trace: string) {
    super(`${breach}\n${trace}`);
    this.name = 'Breach';
  }
}

/** Plays a scenario, checks the invariants at each step, and answers its trace. @throws {Breach} */
export async function play(core: Core, scenario: Scenario, tally: Tally): Promise<readonly string[]> {
  using world = new World(core, scenario, tally);
  const run = new Run(world);
  tally.runs += 1;
  await run.disturbed();
  await run.calm();
  return world.trace.lines;
}

class Run {
  readonly #world: World;
  #life: Life;

  constructor(world: World) {
    this.#world = world;
    this.#life = new Life(world);
  }

  async disturbed(): Promise<void> {
    const { scenario, tally, trace } = this.#world;
    for (const operation of scenario.operations) {
      tally.count('operation', operation.type);
      trace.add(`> ${JSON.stringify(operation)}`);
      this.#world.outages.stirred();
      act(operation, this.#world, this.#life);
      await settle();
      await this.#check();
      if (operation.type === 'pass') await this.#pass(operation.ms);
      if (operation.type === 'quit') await this.#quit();
    }
  }

  /** The faults stop, and everything has to end: for each destination, after a retry, and for one more file. */
  async calm(): Promise<void> {
    const { faults, server, laws, breaches } = this.#world;
    this.#world.trace.add('— calm —');
    faults.stop();
    for (const half of HALVES) this.#world.outages.end(half);
    server.repeats = 0;
    this.#world.brokenConversions = 0;
    this.#world.dying = null;
    this.#world.isOffline = false;
    this.#world.isDiskFull = false;
    server.processing = { ms: 1000, end: 'PROCESSED' };
    server.validKeys.add('calm');
    laws.pausedSinceMs = null;
    this.#life.act(() => this.#life.queue.resume());
    for (const user of ['A', 'B', 'A'] as const) {
      connect(this.#world, this.#life, user, 'calm');
      await this.#untilIdle();
    }
    for (const { id, state } of this.#life.queue.uploads.all()) {
      if (isActive(state))
        breaches.broken(7, `${this.#world.trace.nameOf(id)} is still ${state.stage} at the end`);
    }
    await this.#allCanBeReady();
    this.#demandNoLeftovers();
    await this.#check();
  }

  async #allCanBeReady(): Promise<void> {
    const { disk, breaches, trace } = this.#world;
    const failed = [...this.#life.queue.uploads.all()].filter((upload) => {
      const content = disk.contentAt(sourceOf(upload).path);
      return canRetry(upload.state) && content !== null && content !== EMPTY_CONTENT;
    });
    const ids = failed.map(({ id }) => id);
    retry(this.#world, this.#life, ids);
    const fresh = pathOf(1000);
    disk.write(fresh, 0, 'replaced');
    add(this.#world, this.#life, [fresh], 'keep');
    await this.#untilIdle();
    for (const upload of this.#life.queue.uploads.all()) {
      const { id, path, state } = upload;
      // What the server said about the bytes before it calmed down stays true.
      const isJudged =
        state.stage === 'failed' &&
        (SERVERS_VERDICTS.includes(state.reason.code) || this.#isOfEditedOriginal(upload));
      if ((ids.includes(id) || path === fresh) && state.stage !== 'ready' && !isJudged) {
        breaches.broken(7, `${trace.nameOf(id)} is ${state.stage} although nothing is in its way`);
      }
    }
  }

  /** A part cannot be made again of other bytes. */
  #isOfEditedOriginal({ derivation }: Upload): boolean {
    if (derivation === null) return false;
    const { path, sha256 } = derivation.original;
    const content = this.#world.disk.contentAt(path);
    return content === null || hashOf(content) !== sha256;
  }

  /** Only what may have to be sent again is kept. */
  #demandNoLeftovers(): void {
    const { disk, breaches } = this.#world;
    const uploads = [...this.#life.queue.uploads.all()];
    const needed = new Set(uploads.flatMap(({ path, state }) => (state.stage === 'failed' ? [path] : [])));
    for (const path of derivedFiles(disk)) {
      if (!needed.has(path)) breaches.broken(1, `${path.replace(/.*derived/, 'a derived file')} is left`);
    }
  }

  async #untilIdle(): Promise<void> {
    const { timeline, breaches } = this.#world;
    const untilMs = timeline.now() + CALM_MS;
    await settle();
    for (let steps = 0; !this.#life.queue.idle; steps += 1) {
      await this.#check();
      if (steps === CALM_STEPS || !(await timeline.step(untilMs))) {
        breaches.broken(
          7,
          `it does not end: ${JSON.stringify(this.#life.queue.status)} after ${steps} steps`,
        );
        await this.#check();
      }
    }
    // What was just given up may still have to close a file.
    await this.#pass(6000);
  }

  async #pass(ms: number): Promise<void> {
    const { timeline } = this.#world;
    const untilMs = timeline.now() + ms;
    for (let more = true; more; ) {
      more = await timeline.step(untilMs);
      await this.#check();
    }
  }

  async #quit(): Promise<void> {
    await this.#pass(6000);
    this.#life.die();
    await this.#check();
  }

  /** After each step: whether an invariant is broken, and whether Hoist has to be started anew. */
  async #check(): Promise<void> {
    const { breaches, trace, dying, timeline } = this.#world;
    this.#life.demandCancelled();
    if (breaches.first !== null) throw new Breach(breaches.first, trace.last(70));
    if (!this.#life.isDead) return;
    this.#world.dying = null;
    await settle();
    const untilMs = timeline.now() + (dying?.downMs ?? 0);
    while (await timeline.step(untilMs));
    editMeanwhile(this.#world, dying?.edits ?? 0);
    trace.add('— starts —');
    this.#life = new Life(this.#world);
    await settle();
    await this.#check();
  }
}
