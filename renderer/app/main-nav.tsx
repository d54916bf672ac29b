import { hasQuestion } from '../features/folders/folder-news.ts';
import { useShownScreen } from '../features/shared/shown-screen.ts';
import { useHoist, useStores } from '../features/shared/state/hoist.ts';
import { useTexts } from '../i18n/use-texts.ts';

const places = ['queue', 'folders', 'history', 'library'] as const;

/** The main screens. A dot marks a screen that has a question. */
export function MainNav() {
  const { t } = useTexts();
  const { view } = useStores();
  const shown = useShownScreen();
  const isAsking = useHoist(({ folders }) => folders?.some(hasQuestion) ?? false);
  const mode = useHoist(({ connection }) => connection?.mode) ?? 'none';
  if (mode === 'none' || mode === 'unlocking') return null;
  return (
    <nav aria-label={t('nav.label')} className="flex gap-0.5">
      {places.map((place) => (
        <button
          key={place}
          type="button"
          aria-current={shown === place ? 'page' : undefined}
          onClick={() => view.show(place)}
          className="flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-soft hover:bg-sunken max-[26rem]:px-1.5 aria-[current]:bg-sunken aria-[current]:font-medium aria-[current]:text-ink"
        >
          {t(`nav.${place}`)}
          {place === 'folders' && isAsking && (
            <span
              role="img"
              aria-label={t('nav.asking')}
              className="size-1.5 rounded-full bg-wait forced-colors:bg-[Highlight]"
            />
          )}
        </button>
      ))}
    </nav>
  );
}
