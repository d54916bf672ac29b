import { Menu } from 'electron';

/** macOS takes copy, paste and quit from the menu; elsewhere the window needs none. */
export function setupMenu(): void {
  const onMac = process.platform === 'darwin';
  Menu.setApplicationMenu(
    onMac
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
