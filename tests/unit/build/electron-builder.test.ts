import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Configuration } from 'electron-builder';
import { describe, expect, it } from 'vitest';
import { shareFiles } from '../../../build/share/share-files.ts';
import { DOCUMENTED_TYPES, extensionsFor } from '../../../main/core/model/file-types.ts';
import { APP_ID, TOAST_ACTIVATOR } from '../../../main/desktop/shell/app-id.ts';
import { launchOptionsFrom, PLAIN_START } from '../../../main/desktop/shell/command-line.ts';
import { makeProgram } from '../../../main/terminal/program.ts';

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
  it('makes an AppImage that starts without libfuse.so.2, which many systems no longer bring along', () => {
    expect(config.toolsets?.appimage ?? '0.0.0').not.toBe('0.0.0');
  });

  it('is valid by the schema of electron-builder', async () => {
    await expect(validate({})).resolves.toBeUndefined();
  });

  it.each([
    { what: 'an unknown key', changed: { appID: 'com.hoist.desktop' }, message: /appID/ },
    {
      what: 'an unknown key of a platform',
      changed: { mac: { hardendRuntime: true } },
      message: /configuration\.mac /,
    },
    {
      what: 'an unknown fuse',
      changed: { electronFuses: { runAsNod: false } },
      message: /configuration\.electronFuses /,
    },
    {
      what: 'an unknown target',
      changed: { linux: { target: ['appimages'], arch: 'x64' } },
      message: /configuration\.linux /,
    },
    { what: 'a value of a wrong type', changed: { npmRebuild: 'no' }, message: /npmRebuild/ },
  ])('is invalid with $what', async ({ changed, message }) => {
    await expect(validate(changed)).rejects.toThrow(message);
  });

  it('names the app as the app names itself to Windows, so that notifications belong to it', () => {
    expect(config.appId).toBe(APP_ID);
  });

  it('packs what was built and nothing else', () => {
    expect(config.files).toEqual([{ filter: ['out/**', '!out/command', '!out/share', 'package.json'] }]);
    expect(config.asar).toBe(true);
  });

  it('renews the ad-hoc signature after changing fuses, which Apple silicon requires', () => {
    expect(config.electronFuses?.resetAdHocDarwinSignature).toBe(true);
  });

  it('sets every fuse that closes a way into the packaged app', () => {
    const { resetAdHocDarwinSignature: _, ...fuses } = config.electronFuses ?? {};
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('builds for the three systems', () => {
    expect(targetsOf('mac')).toEqual(['dmg', 'zip']);
    expect(targetsOf('win')).toEqual(['nsis', 'portable']);
    expect(targetsOf('linux')).toEqual(['AppImage', 'deb', 'rpm']);
    expect(config.mac?.hardenedRuntime).toBe(true);
  });

  it('builds each target for both architectures', () => {
    for (const platform of ['mac', 'win', 'linux'] as const) {
      for (const target of [config[platform]?.target].flat()) {
        expect(target).toMatchObject({ arch: ['x64', 'arm64'] });
      }
    }
  });

  it('registers for the types that the API takes, without becoming their default program', () => {
    const extensions = extensionsFor(DOCUMENTED_TYPES).toSorted();
    const associations = [config.mac?.fileAssociations ?? []].flat();
    expect(associations.map(({ mimeType }) => mimeType).toSorted()).toEqual(DOCUMENTED_TYPES.toSorted());
    expect(associations.map(({ ext }) => `.${String(ext)}`).toSorted()).toEqual(extensions);
    for (const { rank, role } of associations) expect([rank, role]).toEqual(['Alternate', 'Viewer']);
    expect([config.linux?.mimeTypes ?? []].flat().toSorted()).toEqual(DOCUMENTED_TYPES.toSorted());
    // On Windows these would become the types' own program, so the installer offers Hoist itself. On Linux they would
    // define the types anew for the whole system, with one icon for all.
    for (const platform of [config, config.win, config.linux]) {
      expect(platform?.fileAssociations).toBeUndefined();
    }
    const installer = readFileSync(join(ROOT, String(config.nsis?.include)), 'utf8');
    const offered = [...installer.matchAll(/insertmacro \$\{DO\} "(\w+)"/g)].map(([, ext]) => `.${ext}`);
    expect(offered.toSorted()).toEqual(extensions);
    expect(installer).not.toMatch(/Classes\\\.\$\{EXT\}" /);
  });

  it("opens links, and names actions that the app's command line understands", () => {
    expect([config.protocols].flat()).toEqual([{ name: 'Hoist', schemes: ['hoist'] }]);
    const { entry, desktopActions } = config.linux?.desktop ?? {};
    expect(entry?.Actions).toBe(`${Object.keys(desktopActions ?? {}).join(';')};`);
    const actions = Object.values(desktopActions ?? {});
    const optionsOfActions = actions.map((action) =>
      launchOptionsFrom(String(action?.['Exec']).split(' '), false, '/'),
    );
    expect(optionsOfActions).toEqual([{ ...PLAIN_START, uploadsClipboard: true }]);
  });

  it('gives its windows the class of its desktop entry, by which a Linux desktop assigns them', () => {
    const { desktopName } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(config.linux?.syncDesktopName).toBe(true);
    // GNOME 50 hands out shortcuts only to a name that is a valid id of an application (Electron's app.setDesktopName).
    expect(desktopName).toMatch(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*){2,}\.desktop$/);
  });

  it('ships hoist for the terminal, and gives the app another name on Linux', () => {
    expect(config.afterPack).toBe('./build/package/add-command.ts');
    expect(config.linux?.executableName).toBe('hoist-desktop');
    for (const { fpm } of [config.deb ?? {}, config.rpm ?? {}]) {
      expect(fpm?.[0]).toBe('build/resources/linux/hoist=/usr/bin/hoist');
    }
    const linked = readFileSync(join(ROOT, 'build/resources/linux/hoist'), 'utf8');
    expect(linked).toContain(`exec /opt/${config.productName}/resources/command/hoist "$@"`);
    const unit = readFileSync(join(ROOT, 'build/resources/systemd/hoist-watch.service'), 'utf8');
    expect(unit).toMatch(/^ExecStart=\/usr\/bin\/hoist watch /m);
    for (const path of ['build/resources/linux/hoist', 'build/resources/command/hoist']) {
      if (process.platform !== 'win32') expect(statSync(join(ROOT, path)).mode & 0o111, path).toBe(0o111);
    }
  });

  it('installs the manual page and the completions that the build makes', () => {
    const made = shareFiles(makeProgram('/')).map(({ name }) => `out/share/${name}`);
    for (const { fpm } of [config.deb ?? {}, config.rpm ?? {}]) {
      const [, ...installed] = (fpm ?? []).map((pair) => pair.split('='));
      expect(installed.map(([from]) => from)).toEqual(made);
      for (const [, to] of installed) expect(to).toMatch(/^\/usr\/share\/.*\/_?hoist(\.(1|fish))?$/);
    }
  });

  it('marks the terminal’s program on Windows as a console program', () => {
    expect(config.win?.extraFiles).toEqual([
      { from: 'build/resources/windows/hoist.cmd', to: 'bin/hoist.cmd' },
    ]);
    const script = readFileSync(join(ROOT, 'build/resources/windows/hoist.cmd'), 'utf8');
    expect(script).toContain(
      '"%~dp0..\\resources\\command\\node.exe" "%~dp0..\\resources\\command\\lib\\hoist.mjs" %*',
    );
    expect(script).not.toMatch(/Hoist\.exe|^start /m);
    expect(script.split('\r\n').join('')).not.toContain('\n');
    const installer = readFileSync(join(ROOT, String(config.nsis?.include)), 'utf8');
    expect(installer).toContain('!insertmacro changePathOfInstallation "" ";$INSTDIR\\bin"');
    expect(installer).toContain('!insertmacro changePathOfInstallation "un." ""');
  });

  it('keeps the signature of Node’s makers, and with it Node’s entitlements', () => {
    expect(config.mac?.signIgnore).toBe('/command/node$');
    expect(config.win?.signExts).toEqual(['!node.exe']);
  });

  it('names files that exist', () => {
    const extra = [config.win?.extraFiles ?? [], config.linux?.extraFiles ?? []].flat();
    const named = extra.map((file) => (typeof file === 'string' ? file : String(file.from)));
    expect(named).toHaveLength(2);
    const single = [config.mac?.entitlements, config.nsis?.include, 'build/resources/icon.png'].map(String);
    for (const path of [...named, ...single]) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
    }
  });

  it('asks the hardened runtime only for what V8 needs', () => {
    const entitlements = readFileSync(join(ROOT, String(config.mac?.entitlements)), 'utf8');
    expect(entitlements.match(/<key>.*<\/key>/g)).toEqual(['<key>com.apple.security.cs.allow-jit</key>']);
    expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
    expect(config.mac?.entitlementsInherit).toBe(config.mac?.entitlements);
  });

  it('looks for updates over TLS, and takes none on Windows from another publisher', () => {
    expect(config.publish).toEqual({ provider: 'github', releaseType: 'draft' });
    expect(config.win?.verifyUpdateCodeSignature).toBe(true);
    // Squirrel.Mac updates from the zip.
    expect(targetsOf('mac')).toContain('zip');
  });

  it('uninstalls what Electron registers for its notifications', () => {
    const installer = readFileSync(join(ROOT, String(config.nsis?.include)), 'utf8');
    const uninstall = installer.slice(installer.indexOf('!macro customUnInstall'));
    expect(uninstall).toContain(`DeleteRegKey HKCU "Software\\Classes\\CLSID\\${TOAST_ACTIVATOR}"`);
    expect(TOAST_ACTIVATOR).toMatch(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/);
  });

  it('gives the two Windows programs different names', () => {
    expect(config.portable?.artifactName).not.toBe(config.nsis?.artifactName ?? config.artifactName);
  });
});
