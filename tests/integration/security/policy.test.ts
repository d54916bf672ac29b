import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const READ = 'main/core/policy/read-policy.ts';
const CREDENTIALS = 'main/terminal/settings/credentials.ts';
const OWN = process.getuid?.() ?? 0;

describe.runIf(process.platform !== 'win32')('another local user', () => {
  sourceExploit('has their own server locked for everybody', {
    guards: [{ file: READ, from: 'if (problem !== null) return problem;\n  const file', to: 'const file' }],
    async attempt(source) {
      await using folder = await tempFolder();
      const { readPolicy } =
        await source.load<typeof import('../../../main/core/policy/read-policy.ts')>(READ);
      await mkdir(folder.at('hoist'), { mode: 0o755 });
      const place = { path: folder.at('hoist/policy.json'), top: folder.at('hoist'), trusted: [OWN] };
      const write = async (baseUrl: string, mode: number) => {
        await writeFile(place.path, JSON.stringify({ locked: { baseUrl } }));
        await chmod(place.path, mode);
      };
      // The administrator's own is taken.
      await write('https://api.example.com', 0o644);
      expect(readPolicy(place).policy.locked.baseUrl).toBe('https://api.example.com');
      await write('https://attacker.example', 0o666);
      return readPolicy(place).policy.locked.baseUrl === 'https://attacker.example';
    },
  });

  sourceExploit('has a command run as the person by settings that they may write', {
    guards: [{ file: CREDENTIALS, from: 'if (areCommandsSafe(dataFolder)) return', to: 'return' }],
    async attempt(source) {
      await using folder = await tempFolder();
      const { readCredentials } =
        await source.load<typeof import('../../../main/terminal/settings/credentials.ts')>(CREDENTIALS);
      const keyOf = async (mode: number) => {
        const settings = { apiKeyCommand: ['/bin/echo', 'it-ran'] };
        await writeFile(folder.at('settings.json'), JSON.stringify(settings));
        await chmod(folder.at('settings.json'), mode);
        const read = await readCredentials({}, folder.path, { locked: {}, preset: {} }, '/');
        return read.credentials.apiKey?.value;
      };
      await chmod(folder.path, 0o700);
      expect(await keyOf(0o600)).toBe('it-ran');
      return (await keyOf(0o666)) === 'it-ran';
    },
  });
});
