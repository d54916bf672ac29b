import { describe, expect, it } from 'vitest';
import { shownName } from '../../../../main/desktop/shell/display-name.ts';
import { wordsIn } from '../../../../main/desktop/shell/i18n.ts';
import type { AppStatus } from '../../../../main/desktop/status/status.ts';
import { iconFile, type Look } from '../../../../main/desktop/status/tray-image.ts';
import type { TrayEntry } from '../../../../main/desktop/status/tray-menu.ts';
import { menuLabel } from '../../../../main/desktop/status/tray-menu.ts';
import { trayView } from '../../../../main/desktop/status/tray-view.ts';
import { busy, busyBatch, idle, inNeed } from './statuses.ts';

const viewOf = (status: AppStatus) => trayView(status, wordsIn('en'), 'linux');
const wrongKey = { kind: 'configuration', field: 'apiKey' } as const;

describe('trayView, on icon and first entry', () => {
  it.each<[Look, string, AppStatus]>([
    ['idle', 'Nothing in progress', idle],
    ['working', '12 of 40 ready', busy],
    ['working', '12 of 40 ready · 3 need you', { ...busy, ...inNeed }],
    ['working', 'Work · 12 of 40 ready', { ...busy, connection: 'Work' }],
    ['idle', 'Work · Nothing in progress', { ...idle, connection: 'Work' }],
    ['working', '12 of 40 ready · 1 takes long', { ...busy, batch: { ...busyBatch, takeLong: 1 } }],
    ['idle', '40 of 40 ready', { ...idle, batch: { ...busyBatch, ready: 40, moving: 0 } }],
    ['needs-you', '3 need you', { ...idle, ...inNeed }],
    ['needs-you', '2 to decide', { ...idle, undecidedCount: 2, firstUndecided: 'slides' }],
    ['working', '12 of 40 ready · 3 need you · 1 to decide', { ...busy, ...inNeed, undecidedCount: 1 }],
    ['paused', 'Paused', { ...idle, paused: true }],
    ['paused', 'Paused · 12 of 40 ready · 3 need you', { ...busy, ...inNeed, paused: true }],
    ['paused', 'Offline · 12 of 40 ready', { ...busy, blockedReason: { kind: 'offline' } }],
    ['idle', 'Offline', { ...idle, blockedReason: { kind: 'offline' } }],
    ['idle', 'Not connected', { ...idle, blockedReason: { kind: 'not-connected' } }],
    ['needs-you', 'Not connected · 12 of 40 ready', { ...busy, blockedReason: { kind: 'not-connected' } }],
    ['needs-you', 'Check settings · 12 of 40 ready', { ...busy, blockedReason: wrongKey }],
    ['needs-you', 'Check disk · Paused', { ...idle, blockedReason: { kind: 'disk' }, paused: true }],
  ])('%s: %s', (look, line, status) => {
    const view = viewOf(status);
    expect({ look: view.look, tip: view.tip, first: view.menu[0] }).toMatchObject({
      look,
      tip: `Hoist: ${line}`,
      first: { label: line },
    });
  });

  it('has an icon file of each system’s kind', () => {
    expect(iconFile('needs-you', 'darwin')).toBe('needs-youTemplate.png');
    expect(iconFile('needs-you', 'win32')).toBe('needs-you.ico');
    expect(iconFile('needs-you', 'linux')).toBe('needs-you.png');
  });

  it('has a percentage only while files proceed', () => {
    expect(viewOf(busy).title).toBe('45 %');
    expect(viewOf({ ...busy, paused: true }).title).toBe('');
  });
});

describe('trayView, on the menu', () => {
  const labels = (entries: readonly TrayEntry[]) =>
    entries.map((entry) => (entry.kind === 'line' ? '-' : entry.label));
  const recent = [
    { id: 'a', name: 'R&D.pdf', fileId: 'id-a', path: '/docs/R&D.pdf' },
    { id: 'b', name: 'b.txt', fileId: 'id-b', path: '/docs/b.txt' },
  ];

  it('has no empty submenu on the first day', () => {
    expect(labels(viewOf(idle).menu)).toEqual([
      ...['Nothing in progress', '-', 'Upload files…', 'Upload clipboard', '-', 'Pause', '-'],
      ...['Open Hoist', 'Settings', '-', 'Quit Hoist'],
    ]);
  });

  it('has the last uploads, and actions for each', () => {
    const { menu } = viewOf({ ...idle, paused: true, recent });
    expect(labels(menu).slice(4, 11)).toEqual([
      ...['-', 'Copy the file id of', 'R&&D.pdf', 'b.txt', 'More on these files', '-', 'Resume'],
    ]);
    expect(menu[6]).toMatchObject({ does: { type: 'copy-id', fileId: 'id-a' } });
    const more = menu[8];
    const [first] = more?.kind === 'menu' ? more.entries : [];
    expect(first).toMatchObject({
      label: 'R&&D.pdf',
      entries: [
        { label: 'Copy file id', does: { type: 'copy-id', fileId: 'id-a' } },
        { label: 'Show in folder', does: { type: 'reveal', upload: recent[0] } },
        { label: 'Upload again', does: { type: 'upload-again', upload: recent[0] } },
      ],
    });
  });

  it('leads from its first entry to what needs the person', () => {
    const first = (status: AppStatus) => viewOf(status).menu[0];
    expect(first(idle)).toMatchObject({ kind: 'text' });
    expect(first({ ...idle, ...inNeed })).toMatchObject({
      does: { type: 'go', to: { screen: 'queue', uploadId: 'broken' } },
    });
    expect(first({ ...idle, ...inNeed, blockedReason: wrongKey })).toMatchObject({
      does: { type: 'go', to: { screen: 'settings', uploadId: null } },
    });
  });

  it('does not change with each percent', () => {
    const later = { ...busy, batch: { ...busyBatch, progress: 0.78 } };
    expect(JSON.stringify(viewOf(later).menu)).toBe(JSON.stringify(viewOf(busy).menu));
  });
});

describe('menuLabel', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['a & b && c.txt', 'a && b &&&& c.txt'],
    ['line\nbreak\u2028.txt', 'line\ufffdbreak\ufffd.txt'],
    ['fdp.\u202egpj.exe', 'fdp.\ufffdgpj.exe'],
    ['torn\ud800.pdf', 'torn\ufffd.pdf'],
    ['نامه\u200cها.pdf', 'نامه\u200cها.pdf'],
  ])('%j is %j', (name, label) => {
    expect(menuLabel(name)).toBe(label);
  });

  it('cuts a long name in its middle, between letters', () => {
    const name = `${'👩‍👩‍👧'.repeat(60)} final v3.docx`;
    expect(shownName(name)).toBe(`${'👩‍👩‍👧'.repeat(27)}…inal v3.docx`);
  });
});
