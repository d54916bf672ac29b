import { expect, it } from 'vitest';
import { DataFolderBusy, NewerDatabase, StoreError } from '../../../../main/core/model/store-error.ts';
import { startFailure } from '../../../../main/desktop/app/start-error.ts';
import { wordsIn } from '../../../../main/desktop/shell/i18n.ts';

it('startFailure explains known errors in the system’s language', () => {
  const [english, german] = [wordsIn('en'), wordsIn('de')];
  for (const error of [
    new DataFolderBusy('/data', 12),
    new NewerDatabase('/data'),
    new StoreError('no_folder'),
  ]) {
    expect(startFailure(error, english)).toMatch(/Hoist|folder/);
    expect(startFailure(error, german)).toMatch(/Ein anderes Hoist|neueren Version|Datenordner/);
  }
  expect(startFailure(new Error('out of memory'), german)).toBe('out of memory');
});
