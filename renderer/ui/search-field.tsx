import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { IconButton } from './button.tsx';
import { hasCommandKey } from './command-key.ts';

/** The pause in typing before a search starts. */
const PAUSE_MS = 150;

interface SearchFieldProps {
  readonly label: string;
  /** The current search. */
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** As Node names the operating system. */
  readonly platform: string;
}

/** Searches while the person types. Ctrl or Command and F focuses it; Escape empties it. */
export function SearchField({ label, value, onSearch, platform }: SearchFieldProps) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const search = useRef(onSearch);
  search.current = onSearch;

  // Something else may empty it, such as the button below an empty list.
  useEffect(() => setText(value), [value]);

  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search.current(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!hasCommandKey(event, platform) || event.key !== 'f' || event.shiftKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [platform]);

  function empty() {
    setText('');
    onSearch('');
    input.current?.focus();
  }

  return (
    <div className="relative min-w-48 flex-1">
      <Search
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-2 left-2.5 text-soft"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          event.preventDefault();
          event.stopPropagation();
          empty();
        }}
        className="h-8 w-full rounded-md border border-line-strong bg-raised pr-8 pl-8 select-text focus-visible:-outline-offset-1 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton label={t('search.empty')} className="absolute top-0.5 right-0.5" onClick={empty}>
          <X aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
      )}
    </div>
  );
}
