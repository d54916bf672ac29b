import { describe, expect, it } from 'vitest';
import { copyText } from '../../../../main/desktop/copy/copy-text.ts';
import { readyUpload } from './ready-upload.ts';

const two = [readyUpload('a.pdf'), readyUpload('b.pdf', { sizeBytes: null, sha256: null })];
const byTemplate = (template: string, ...uploads: Parameters<typeof copyText>[0]) =>
  copyText(uploads, { kind: 'template', template });

describe('ids that are copied', () => {
  it('stand one a line, or with their names for a message', () => {
    expect(copyText(two, { kind: 'ids' })).toBe('id of a.pdf\nid of b.pdf');
    expect(copyText(two, { kind: 'message' })).toBe(
      '- a.pdf (file_id: id of a.pdf)\n- b.pdf (file_id: id of b.pdf)',
    );
  });

  it('come as receipts in JSON, whatever is in a name', () => {
    const name = 'a"b\\c\n.pdf';
    const parsed: unknown = JSON.parse(copyText([readyUpload(name)], { kind: 'json' }));
    expect(parsed).toEqual([expect.objectContaining({ name, file_id: `id of ${name}`, sha256: 'ab' })]);
  });

  it('come as a table in which no name is a formula', () => {
    const csv = copyText([readyUpload('=HYPERLINK("http://x").pdf')], { kind: 'csv' });
    expect(csv.split('\r\n')[0]).toMatch(/^path,name,/);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"").pdf"`);
  });

  it('fill a template in, for each file', () => {
    expect(byTemplate('{name}|{id}|{size}|{hash}|{path}', ...two)).toBe(
      'a.pdf|id of a.pdf|5|ab|/docs/a.pdf\nb.pdf|id of b.pdf|||/docs/b.pdf',
    );
  });

  it('leave what is no placeholder as it was typed, and a name what it is', () => {
    expect(byTemplate('{unknown} {{id}} $& {constructor}', readyUpload('x'))).toBe(
      '{unknown} {id of x} $& {constructor}',
    );
    expect(byTemplate('{name}', readyUpload('{id} $1'))).toBe('{id} $1');
  });

  it('keep to a line for each file, even if a name has line breaks', () => {
    expect(byTemplate('{name}', readyUpload('a\r\nb\u2028c'))).toBe('a b c');
  });

  it('show no id turned around by a name, and no escape sequence to a terminal that they are pasted into', () => {
    const hostile = readyUpload('a\u001b[2J\u009b31m\u202efdp\u2067.txt');
    for (const kind of ['ids', 'message', 'json', 'csv'] as const) {
      expect(copyText([hostile], { kind })).not.toMatch(/(?![\r\n])[\p{Cc}\p{Cf}]/u);
    }
    expect(byTemplate('{name} {id}', hostile)).toBe('a [2J 31m fdp .txt id of a [2J 31m fdp .txt');
    expect(JSON.parse(copyText([hostile], { kind: 'json' }))).toMatchObject([{ name: hostile.name }]);
  });
});
