import type { Texts } from './use-texts.ts';

/** Steps of the server that are known by name. Each deployment may have others, which are shown as it calls them. */
const KNOWN = {
  'antivirus scanning': 'step.antivirus',
  'text extraction': 'step.text',
  ocr: 'step.ocr',
  indexing: 'step.index',
} as const;

/** The server's name for what it does, as the main process made it readable, in the window's language. */
export function stepName(step: string, { t }: Pick<Texts, 't'>): string {
  const name = step.toLowerCase();
  return name in KNOWN ? t(KNOWN[name as keyof typeof KNOWN]) : step;
}
