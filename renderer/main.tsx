import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app/app.tsx';
import { createHoist } from './app/create-hoist.ts';
import { followLanguage } from './app/follow-language.ts';
import { bridge } from './bridge.ts';
import { createDrops } from './features/shared/state/drops.ts';
import { HoistContext } from './features/shared/state/hoist.ts';
import { createI18n } from './i18n/i18n.ts';

// Drops are collected from the start, before the first await.
const drops = createDrops(window);
const api = bridge();
const i18n = createI18n();
await followLanguage(api, i18n);
const hoist = createHoist(api, i18n, drops);

document.documentElement.classList.add(`platform-${api.platform}`);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <HoistContext value={hoist}>
        <App />
      </HoistContext>
    </I18nextProvider>
  </StrictMode>,
);
