/**
 * The modules `dialog` and `shell`: what only a person and a desktop can answer. Nothing is here to answer it, so each
 * call but `trashItem` and the error box throws until a test puts its own answer in its place, as on real Electron.
 */
import { strictObject, throwsNotImplemented } from '../strict.ts';
import { trashItem } from './trash.ts';

type Dialog = Pick<Electron.Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>;
type Shell = Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem'>;

export const dialog = strictObject<Dialog>('dialog', {
  showOpenDialog: throwsNotImplemented('dialog.showOpenDialog'),
  showSaveDialog: throwsNotImplemented('dialog.showSaveDialog'),
  showMessageBox: throwsNotImplemented('dialog.showMessageBox'),
  /** Before `ready` Electron writes it to stderr on Linux; here nobody sees a box later either, so it is put away at once. */
  showErrorBox: (title, content) => console.error(`${title}\n${content}`),
});

export const shell = strictObject<Shell>('shell', {
  openExternal: throwsNotImplemented('shell.openExternal'),
  openPath: throwsNotImplemented('shell.openPath'),
  showItemInFolder: throwsNotImplemented('shell.showItemInFolder'),
  trashItem,
});
