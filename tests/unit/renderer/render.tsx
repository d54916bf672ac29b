import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { vi } from 'vitest';
import { App } from '../../../renderer/app/app.tsx';
import { createHoist } from '../../../renderer/app/create-hoist.ts';
import { createDrops } from '../../../renderer/features/shared/state/drops.ts';
import { HoistContext } from '../../../renderer/features/shared/state/hoist.ts';
import { createI18n } from '../../../renderer/i18n/i18n.ts';
import type { FakeHoist } from './fake-hoist.ts';

/** The whole window over a fake main process. happy-dom lays nothing out, so the list is told how high it is. */
export async function openWindow(api: FakeHoist) {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(440);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(44);
  const i18n = createI18n();
  const hoist = createHoist(api, i18n, createDrops(window));
  await act(async () => {
    render(
      <I18nextProvider i18n={i18n}>
        <HoistContext value={hoist}>
          <App />
        </HoistContext>
      </I18nextProvider>,
    );
  });
  return {
    hoist,
    close() {
      hoist.stop();
      cleanup();
    },
  };
}

/** Lets what was asked be answered, and React show it. */
export const settle = () => act(async () => {});

/** Clicks a button by its name. */
export async function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}

/** Lets the time pass in which a removal can be undone, as the end of the window does. */
export async function endUndo() {
  act(() => void window.dispatchEvent(new Event('pagehide')));
  await settle();
}

/** Presses a key where the focus is. */
export async function key(name: string, more = {}) {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
  await settle();
}

/** The row of the file `id`.pdf. */
export const rowOf = (id: string) => screen.getByRole('row', { name: new RegExp(`^${id}\\.pdf`) });

/** The row of an id, which an upload, a group or a file has. */
export function rowById(id: string): HTMLElement {
  const found = screen.getAllByRole('row').find(({ dataset }) => dataset['id'] === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}

/** The ids of all rows that are shown. */
export const shownIds = () => screen.queryAllByRole('row').map(({ dataset }) => dataset['id']);
