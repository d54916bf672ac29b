import { describe, expect, it } from 'vitest';
import { copiedFiles } from '../../../../main/desktop/add/clipboard-files.ts';

const entry = (payloads: Record<string, string | Buffer>) =>
  new Map(Object.entries(payloads).map(([name, payload]) => [name, Buffer.from(payload as string)]));

describe('copiedFiles', () => {
  it('reads GNOME’s and KDE’s list of URLs', () => {
    const gnome = entry({
      'x-special/gnome-copied-files': 'copy\nfile:///home/ada/a%20b.pdf\nfile:///home/ada/c',
    });
    expect(copiedFiles([gnome])).toEqual(['/home/ada/a b.pdf', '/home/ada/c']);
    const kde = entry({
      'text/uri-list': '# mine\r\nfile:///home/ada/%C3%BC.txt\r\nhttps://example.com/x.pdf\r\n',
    });
    expect(copiedFiles([kde])).toEqual(['/home/ada/ü.txt']);
  });

  it('reads macOS’ URL in each entry, or its list of paths', () => {
    const one = entry({ 'public.file-url': 'file:///Users/ada/one.pdf' });
    const two = entry({ 'public.file-url': 'file:///Users/ada/two.pdf' });
    expect(copiedFiles([one, two])).toEqual(['/Users/ada/one.pdf', '/Users/ada/two.pdf']);
    const list =
      '<plist><array><string>/Users/ada/R&amp;D &#x2014; 1.pdf</string><string>/b</string></array></plist>';
    expect(copiedFiles([entry({ NSFilenamesPboardType: list, 'public.file-url': 'file:///b' })])).toEqual([
      '/Users/ada/R&D — 1.pdf',
      '/b',
    ]);
  });

  it('reads Windows’ DROPFILES in either width, or its single file name', () => {
    const header = (isWide: number) => {
      const bytes = Buffer.alloc(20);
      bytes.writeUInt32LE(20, 0);
      bytes.writeUInt32LE(isWide, 16);
      return bytes;
    };
    const wide = Buffer.concat([header(1), Buffer.from('/c/ä.pdf\0/c/b.pdf\0\0', 'utf16le')]);
    expect(copiedFiles([entry({ CF_HDROP: wide })])).toEqual(['/c/ä.pdf', '/c/b.pdf']);
    const narrow = Buffer.concat([header(0), Buffer.from('/c/a.pdf\0\0', 'latin1')]);
    expect(copiedFiles([entry({ CF_HDROP: narrow })])).toEqual(['/c/a.pdf']);
    expect(copiedFiles([entry({ FileNameW: Buffer.from('/c/a.pdf\0rest', 'utf16le') })])).toEqual([
      '/c/a.pdf',
    ]);
  });

  it('returns none where something else was copied', () => {
    expect(copiedFiles([])).toEqual([]);
    expect(copiedFiles([entry({ 'text/plain': 'file:///etc/passwd' })])).toEqual([]);
    expect(copiedFiles([entry({ CF_HDROP: 'short' })])).toEqual([]);
    expect(
      copiedFiles([entry({ 'text/uri-list': 'file://server/share\nfile:///%zz\nfile:///a%00b' })]),
    ).toEqual([]);
    expect(
      copiedFiles([entry({ NSFilenamesPboardType: 'bplist00…', 'public.file-url': 'file:///b' })]),
    ).toEqual(['/b']);
    expect(copiedFiles([entry({ NSFilenamesPboardType: '<string>relative.pdf</string>' })])).toEqual([]);
  });
});
