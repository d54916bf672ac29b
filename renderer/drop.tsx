import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { followLanguage } from './app/follow-language.ts';
import { bridge } from './bridge.ts';
import { createDropOutcome } from './features/drop-window/drop-outcome.ts';
import { DropWindow } from './features/drop-window/drop-window.tsx';
import { createDrops } from './features/shared/state/drops.ts';
import { createI18n } from './i18n/i18n.ts';

// Drops are collected from the start, before the first await.
const drops = createDrops(window);
const api = bridge();
const i18n = createI18n();
await followLanguage(api, i18n);
const outcome = createDropOutcome(api);
drops.takenBy((files) => void outcome.add(files));

document.documentElement.classList.add(`platform-${api.platform}`);

const root = document.getElementById('root');
if (!root) throw new Error('drop.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <DropWindow drops={drops} outcome={outcome} />
    </I18nextProvider>
  </StrictMode>,
);
