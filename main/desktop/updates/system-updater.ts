import type { Updater } from './update-control.ts';

/**
 * Wraps electron-updater. It looks where electron-builder.yml publishes, over TLS, and accepts only a file with
 * the hash that the release names; on macOS and Windows it must be signed by the same publisher as well.
 */
export async function systemUpdater(): Promise<Updater> {
  const { autoUpdater } = (await import('electron-updater')).default;
  autoUpdater.logger = null;
  autoUpdater.allowDowngrade = false;
  autoUpdater.disableWebInstaller = true;
  return {
    async fetch() {
      const found = await autoUpdater.checkForUpdates();
      if (found === null || !found.isUpdateAvailable) return null;
      await found.downloadPromise;
      return found.updateInfo.version;
    },
    install: () => autoUpdater.quitAndInstall(true, true),
  };
}
