import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const desktop = resolve(import.meta.dirname, '../../../../main/desktop');

it('only the two files that choose a dialog’s parent open dialogs', () => {
  const sources = readdirSync(desktop, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const opening = sources.filter((name) =>
    /\bdialog\s*\.\s*show(Message|Open|Save)/.test(readFileSync(join(desktop, name), 'utf8')),
  );
  expect(opening.toSorted()).toEqual(['settings/file-dialogs.ts', 'shell/message-box.ts']);
});
