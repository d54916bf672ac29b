import { ArrowLeft } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { IconButton } from '../../ui/button.tsx';
import { useHoist, useStores } from '../shared/state/hoist.ts';
import { ConnectionSection } from './connection-section.tsx';
import { DataSection } from './data-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { UploadsSection } from './uploads-section.tsx';

const sections = ['connection', 'general', 'uploads', 'data'] as const;

/** The header leads here; the arrow and Escape lead back. */
export function SettingsScreen() {
  const { t } = useTexts();
  const { view } = useStores();
  const connection = useHoist(({ connection }) => connection);
  const preferred = useHoist(({ preferences }) => preferences);
  const heading = useRef<HTMLHeadingElement>(null);

  // A field with a problem already has the focus.
  useEffect(() => {
    if (!heading.current?.closest('main')?.contains(document.activeElement)) heading.current?.focus();
  }, []);

  if (!connection) return null;
  return (
    <main tabIndex={-1} className="min-h-0 flex-1 overflow-auto outline-none">
      <div className="mx-auto max-w-3xl p-4 sm:p-6 md:pt-8">
        <div className="mb-4 flex items-center gap-2">
          <IconButton label={t('settings.back')} className="-ml-1.5" onClick={() => view.show('auto')}>
            <ArrowLeft aria-hidden="true" size={18} strokeWidth={1.75} />
          </IconButton>
          <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight outline-none">
            {t('settings.title')}
          </h2>
        </div>
        <Tabs.Root defaultValue="connection">
          <Tabs.List
            aria-label={t('settings.sections')}
            className="mb-6 flex flex-wrap gap-1 border-b border-line"
          >
            {sections.map((section) => (
              <Tabs.Trigger
                key={section}
                value={section}
                className="-mb-px h-9 border-b-2 border-transparent px-3 text-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
              >
                {t(`settings.section.${section}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Tabs.Content value="connection">
            <ConnectionSection connection={connection} />
          </Tabs.Content>
          <Tabs.Content value="general">
            {preferred && <GeneralSection preferences={preferred} />}
          </Tabs.Content>
          <Tabs.Content value="uploads">
            {preferred && <UploadsSection preferences={preferred} />}
          </Tabs.Content>
          <Tabs.Content value="data">{preferred && <DataSection preferences={preferred} />}</Tabs.Content>
        </Tabs.Root>
      </div>
    </main>
  );
}
