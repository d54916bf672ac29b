export { folderRow as folder, plainSettings } from '../../support/folder-row.ts';

export const all = <T>(...first: T[]) => ({ total: first.length, first });
