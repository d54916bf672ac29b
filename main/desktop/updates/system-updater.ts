import type { UpdateChannel } from '../../core/policy/policy-settings.ts';
import { type Updater, updaterSettings } from './update-control.ts';

/**
 * Wraps electron-updater. It looks where electron-builder.yml publishes, over TLS, and accepts only a file with
 * the hash that the release names; on macOS and Windows it must be signed by the same publisher as well.
 */
export async function systemUpdater(channel: () => UpdateChannel): Promise<Updater> {
  const { autoUpdater } = (await import('electron-updater')).default;
  autoUpdater.logger = null;
  autoUpdater.disableWebInstaller = true;
  return {
    async fetch() {
      Object.assign(autoUpdater, updaterSettings(channel()));
      const found = await autoUpdater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return null;
      await found.downloadPromise;
      return found.updateInfo.version;
    },
    install: () => autoUpdater.quitAndInstall(true, true),
    leaveForLater: () => {
      autoUpdater.autoInstallOnAppQuit = false;
    },
  };
}
