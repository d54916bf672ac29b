import type { Texts } from './use-texts.ts';

/** The server's steps with known names. Other steps of a deployment show under their own names. */
const KNOWN = {
  'antivirus scanning': 'step.antivirus',
  'text extraction': 'step.text',
  ocr: 'step.ocr',
  indexing: 'step.index',
} as const;

/** @returns the name of a server's step in the window's language */
export function stepName(step: string, { t }: Pick<Texts, 't'>): string {
  const name = step.toLowerCase();
  return name in KNOWN ? t(KNOWN[name as keyof typeof KNOWN]) : step;
}
