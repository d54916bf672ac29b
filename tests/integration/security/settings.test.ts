import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { sealOf } from '../../../main/core/model/key-seal.ts';
import { sourceExploit } from '../../support/source-exploit.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const CONFIGURATION = 'main/terminal/settings/configuration.ts';
const ACCOUNT = {
  baseUrl: 'https://api.example.com/agents',
  apiKey: 'secret-key',
  userId: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
};

describe('a foreign settings file', () => {
  sourceExploit('names the server that the key of the environment goes to', {
    guards: [{ file: CONFIGURATION, from: 'refuseForeignSettings(unnamed, settings, keySeal);', to: '' }],
    async attempt(source) {
      await using folder = await tempFolder();
      const { connectionFrom } =
        await source.load<typeof import('../../../main/terminal/settings/configuration.ts')>(CONFIGURATION);
      const wentTo = async (change: object): Promise<string> => {
        const settings = { ...ACCOUNT, apiKey: '', keySeal: sealOf(ACCOUNT), ...change };
        await writeFile(folder.at('settings.json'), JSON.stringify(settings));
        try {
          return connectionFrom({ HOIST_API_KEY: ACCOUNT.apiKey }, folder.path).baseUrl;
        } catch (error) {
          return String(error);
        }
      };
      // The person's own settings are taken.
      expect(await wentTo({})).toBe(ACCOUNT.baseUrl);
      const attacker = 'https://attacker.example';
      const ofAnotherKey = sealOf({ ...ACCOUNT, baseUrl: attacker, apiKey: 'key-of-the-attacker' });
      return (await wentTo({ baseUrl: attacker, keySeal: ofAnotherKey })) === attacker;
    },
  });
});
