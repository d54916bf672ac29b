import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../main/core/engine.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { rateLimited, s3Error } from '../../support/strict-api/faults.ts';
import { StrictApi } from '../../support/strict-api/strict-api.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';
import { sha256Of, startEngine, uploadAll, writeRandom } from '../../support/uploads.ts';

const PLENTY = { perSecond: 1000, perMinute: 100_000 };

describe.concurrent('many files', () => {
  it('60 side by side: more than one PUT at once and never more than 8', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using engine = await startEngine(api, { limits: PLENTY });
    // Some must be sent again, which takes a place without waiting for one.
    api.faults.put.push(s3Error(403, 'AccessDenied'), s3Error(503, 'SlowDown'), { kind: 'early-200' });
    api.faults.put.push(...Array.from({ length: 30 }, () => ({ kind: 'delay', ms: 60 }) as const));
    const paths = await Promise.all(
      Array.from({ length: 60 }, (_, n) => writeRandom(folder.at(`${n}.pdf`), n * 20_000 + 1)),
    );
    const uploads = await uploadAll(engine, paths);
    expect(uploads.map(({ state }) => state.stage)).toEqual(Array(60).fill('ready'));
    expect(api.mostPutsAtOnce).toBeGreaterThan(1);
    expect(api.mostPutsAtOnce).toBeLessThanOrEqual(8);
    expect(api.violations).toEqual([]);
  });

  it('300 small ones: all ready once, each with its own bytes, and persist=false where that is asked', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using engine = await startEngine(api, { limits: PLENTY });
    const names = Array.from({ length: 300 }, (_, n) => `${String(n).padStart(3, '0')}.txt`);
    for (const name of names) await writeFile(folder.at(name), `text of ${name}`);
    await engine.add({ paths: [folder.path], retention: 'temporary', conversionRule: 'ask' });
    await until('all ended', () => engine.queue.idle);
    const uploads = [...engine.queue.uploads.all()];
    expect(uploads.map(({ name }) => name)).toEqual(names);
    const ids = uploads.map(({ state }) => (state.stage === 'ready' ? state.fileId : ''));
    for (const [index, id] of ids.entries()) {
      expect(api.files.get(id)).toMatchObject({ name: names[index], stored: 1, persist: false });
      expect(api.files.get(id)?.sha256).toBe(await sha256Of(folder.at(names[index] ?? '')));
    }
    expect(api.files.size).toBe(300);
    expect(api.violations).toEqual([]);
  });

  it('through a storm of 429s: none fails, none is sent twice', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0 });
    await using engine = await startEngine(api, { limits: PLENTY });
    api.faults.sign.push(...Array.from({ length: 5 }, () => rateLimited(1)));
    api.faults.status.push(rateLimited(1), rateLimited(1));
    const paths = await Promise.all(
      Array.from({ length: 12 }, (_, n) => writeRandom(folder.at(`${n}.pdf`), 500)),
    );
    const uploads = await uploadAll(engine, paths);
    expect(uploads.map(({ state }) => state.stage)).toEqual(Array(12).fill('ready'));
    expect([...api.files.values()].map(({ stored }) => stored)).toEqual(Array(12).fill(1));
  });
});

describe.concurrent('progress', () => {
  it('of a file that starts anew starts anew', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    api.faults.put.push({ kind: 'delay', ms: 400 }, { kind: 'delay', ms: 400 });
    api.faults.put.unshift({ kind: 'cut-after', bytes: 2_000_000 });
    const sentAtStart: number[] = [];
    const seen: number[] = [];
    engine.queue.uploads.subscribe((event) => {
      if (event.type === 'live') seen.push(event.live.sentBytes);
      if (event.type !== 'upload' || event.upload.state.stage !== 'uploading') return;
      sentAtStart.push(engine.queue.uploads.live(event.upload.id).sentBytes);
    });
    await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 9_000_000)]);
    expect(sentAtStart.every((bytes) => bytes === 0)).toBe(true);
    expect(Math.max(...seen)).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(9_000_000);
  });

  it('after an expired URL is not that of the attempt before', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    await using engine = await startEngine(api);
    // Late enough for progress to have been told.
    api.faults.put.push({ kind: 'late-expired', ms: 600 });
    const sentAtStart: number[] = [];
    engine.queue.uploads.subscribe((event) => {
      if (event.type !== 'upload' || event.upload.state.stage !== 'uploading') return;
      sentAtStart.push(engine.queue.uploads.live(event.upload.id).sentBytes);
    });
    await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 900_000)]);
    expect(api.count('sign')).toBe(2);
    expect(sentAtStart).toEqual([0, 0]);
  });
});

describe.concurrent('what has changed', () => {
  it('is kept by the store before anybody hears of it', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start();
    const store = new MemoryStore();
    await using engine = Object.assign(new Engine({ store }), {
      [Symbol.asyncDispose]: () => engine.close(),
    });
    await engine.connect(api.settings);
    const kept: boolean[] = [];
    engine.queue.uploads.subscribe((event) => {
      if (event.type !== 'upload') return;
      const { state } = event.upload;
      // What the server is doing just now is for the eye alone.
      if (state.stage === 'processing' && state.step !== null) return;
      kept.push(store.load().includes(event.upload));
    });
    await uploadAll(engine, [await writeRandom(folder.at('a.pdf'), 100_000)]);
    expect(kept.length).toBeGreaterThanOrEqual(4);
    expect(kept).not.toContain(false);
  });
});

describe.runIf(process.platform === 'linux')('memory', () => {
  it('stays flat while a file of 256 MiB is sent', async () => {
    await using folder = await tempFolder();
    await using api = await StrictApi.start({ processingMs: 0, maxSizeBytes: 2 ** 30 });
    await writeFile(folder.at('large.pdf'), '');
    await truncate(folder.at('large.pdf'), 256 * 1024 * 1024);
    await writeFile(folder.at('small.pdf'), 'small');
    const module = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
    const script = `
      import { readFileSync } from 'node:fs';
      import { startEngine, uploadAll } from ${module('support/uploads.ts')};
      const peakMiB = () => Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
      const engine = await startEngine({ settings: ${JSON.stringify(api.settings)} });
      await uploadAll(engine, [${JSON.stringify(folder.at('small.pdf'))}]);
      const before = peakMiB();
      const [upload] = await uploadAll(engine, [${JSON.stringify(folder.at('large.pdf'))}]);
      console.log(JSON.stringify({ stage: upload.state.stage, grownMiB: peakMiB() - before }));
      await engine.close();
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await once(child, 'close');
    const { stage, grownMiB } = JSON.parse(output) as { stage: string; grownMiB: number };
    expect(stage).toBe('ready');
    expect(grownMiB).toBeLessThan(120);
    expect(api.violations).toEqual([]);
  });
});
