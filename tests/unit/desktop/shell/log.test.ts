import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Log } from '../../../../main/desktop/shell/log.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

describe('Log', () => {
  it('writes one line per event into a file that only its owner can read', async () => {
    await using folder = await tempFolder();
    const log = new Log(folder.at('logs'));
    log.info('Hoist 1.2.3 started');
    expect(readFileSync(log.path, 'utf8')).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z info {2}Hoist 1\.2\.3 started\n$/,
    );
    expect(statSync(log.path).mode & 0o777).toBe(0o600);
  });

  it('writes an error with its causes, and no secret', async () => {
    await using folder = await tempFolder();
    const log = new Log(folder.at('logs'));
    log.hide((text) => text.replaceAll('my-key', '…'));
    const cause = new Error('GET https://api.example.com/files?signature=abc');
    log.error('uncaught', new TypeError('my-key is no valid header', { cause }));
    const text = readFileSync(log.path, 'utf8');
    expect(text).toContain('uncaught: TypeError: … is no valid header');
    expect(text).toContain('caused by Error: GET https://api.example.com/files?…');
    expect(text).not.toMatch(/my-key|signature=abc/);
  });

  it('writes no file’s name, whatever the name contains', async () => {
    await using folder = await tempFolder();
    const log = new Log(folder.at('logs'));
    for (const name of [
      'secret.pdf',
      "it's secret.pdf",
      'a\nsecret.pdf',
      "a'\nsecret.pdf",
      'a\r\n\u2028secret.pdf',
    ]) {
      const path = `/nowhere/${name}`;
      for (const act of [() => readFileSync(path), () => renameSync(path, `${path}.done`)]) {
        expect(act).toThrow();
        try {
          act();
        } catch (error) {
          log.error('uncaught', new Error('around it', { cause: error }));
        }
      }
    }
    const text = readFileSync(log.path, 'utf8');
    expect(text).toContain('ENOENT: no such file or directory, open');
    expect(text).not.toContain('secret');
  });

  it('stays below its limit by dropping the older half', async () => {
    await using folder = await tempFolder();
    const log = new Log(folder.at('logs'));
    for (let n = 0; n < 400; n += 1) log.info(`${n} ${'word '.repeat(1000)}`);
    const sizes = [log.path, log.olderPath].map((path) => statSync(path).size);
    expect(Math.max(...sizes)).toBeLessThan(600 * 1024);
    expect(readFileSync(log.path, 'utf8')).toContain(' 399 word');
  });

  it('never throws, whatever the disk does', async () => {
    await using folder = await tempFolder();
    const log = new Log(folder.at('a file'));
    writeFileSync(folder.at('a file'), 'in the way');
    log.info('not written');
    expect(existsSync(log.path)).toBe(false);
  });
});
