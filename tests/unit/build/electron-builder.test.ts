import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Configuration } from 'electron-builder';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The part of electron-builder's own library that reads and checks its configuration; it has no public door. */
interface ConfigLibrary {
  getConfig(projectFolder: string, configPath: string | null, overrides: null): Promise<Configuration>;
  validateConfiguration(config: object, debugLogger: { isEnabled: boolean }): Promise<void>;
}

const require = createRequire(import.meta.url);
const requireAsElectronBuilder = createRequire(require.resolve('electron-builder'));
const library: ConfigLibrary = requireAsElectronBuilder('app-builder-lib/out/util/config/config.js');

const config = await library.getConfig(ROOT, null, null);
const validate = (changed: object) =>
  library.validateConfiguration({ ...config, ...changed }, { isEnabled: false });

function targetsOf(platform: 'mac' | 'win' | 'linux'): readonly unknown[] {
  const targets = config[platform]?.target;
  if (!Array.isArray(targets)) throw new TypeError(`${platform} has no list of targets`);
  return targets.map((target) => (typeof target === 'string' ? target : target.target));
}

describe('electron-builder.yml', () => {
  it('is valid by the schema of electron-builder', async () => {
    await expect(validate({})).resolves.toBeUndefined();
  });

  it.each([
    { what: 'an unknown key', changed: { appID: 'com.hoist.desktop' }, says: /appID/ },
    {
      what: 'an unknown key of a platform',
      changed: { mac: { hardendRuntime: true } },
      says: /configuration\.mac /,
    },
    {
      what: 'an unknown fuse',
      changed: { electronFuses: { runAsNod: false } },
      says: /configuration\.electronFuses /,
    },
    {
      what: 'an unknown target',
      changed: { linux: { target: ['appimages'], arch: 'x64' } },
      says: /configuration\.linux /,
    },
    { what: 'a value of a wrong type', changed: { npmRebuild: 'no' }, says: /npmRebuild/ },
  ])('would not be valid with $what', async ({ changed, says }) => {
    await expect(validate(changed)).rejects.toThrow(says);
  });

  it('packs what was built and nothing else', () => {
    expect(config.files).toEqual([{ filter: ['out/**', 'package.json'] }]);
    expect(config.asar).toBe(true);
  });

  it('shuts every way into the packaged app that Electron lets one shut', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('builds for the three systems', () => {
    expect(targetsOf('mac')).toEqual(['dmg', 'zip']);
    expect(targetsOf('win')).toEqual(['nsis', 'portable']);
    expect(targetsOf('linux')).toEqual(['AppImage', 'deb', 'rpm']);
    expect(config.mac?.hardenedRuntime).toBe(true);
  });

  it('gives the two Windows programs different names', () => {
    expect(config.portable?.artifactName).not.toBe(config.nsis?.artifactName ?? config.artifactName);
  });
});
