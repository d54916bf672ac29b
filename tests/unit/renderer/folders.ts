export { folderRow as folder, none, plainSettings } from '../../support/folder-row.ts';

export const all = <T>(...first: T[]) => ({ total: first.length, first });
