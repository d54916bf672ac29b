import { visibleName } from '../../../i18n/file-name.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { SidePane } from '../../../ui/side-pane.tsx';
import { problemText } from './problem-text.ts';
import type { ReadingState } from './reading.ts';

interface TextPaneProps {
  /** Of the file; user content. */
  readonly name: string;
  readonly state: ReadingState;
  readonly onClose: () => void;
  readonly onRetry: () => void;
}

/** The text that the server found in a file, beside the list or over it if the window is narrow. */
export function TextPane({ name: raw, state, onClose, onRetry }: TextPaneProps) {
  const { t } = useTexts();
  const name = visibleName(raw);
  return (
    <SidePane
      label={t('library.textOf', { name })}
      title={name}
      closeLabel={t('library.closeText')}
      onClose={onClose}
    >
      <Body state={state} onRetry={onRetry} />
    </SidePane>
  );
}

function Body({ state, onRetry }: Pick<TextPaneProps, 'state' | 'onRetry'>) {
  const texts = useTexts();
  const { t, format } = texts;
  if (state.kind === 'loading') {
    return (
      <p role="status" className="p-4 text-soft">
        {t('library.loading')}
      </p>
    );
  }
  if (state.kind === 'problem') {
    return (
      <div className="space-y-3 p-4">
        <p role="status">{problemText(state.problem, texts)}</p>
        <Button onClick={onRetry}>{t('library.tryAgain')}</Button>
      </div>
    );
  }
  const isEmpty = state.text.trim() === '';
  return (
    <>
      {state.isCut && (
        <p className="shrink-0 border-b border-line bg-wait-soft px-4 py-2 text-sm">
          {t('library.textCut', { size: format.size(state.shownBytes) })}
        </p>
      )}
      {isEmpty ? (
        <p className="p-4 text-soft">{t('library.noText')}</p>
      ) : (
        // A stranger's text: it is text here, whatever is in it. It scrolls by the keyboard as well.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
        <div tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4 -outline-offset-2">
          <pre className="font-mono text-sm whitespace-pre-wrap select-text [overflow-wrap:anywhere]">
            {state.text}
          </pre>
        </div>
      )}
    </>
  );
}
