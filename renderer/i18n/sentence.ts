import type { Saying } from '../../preload/contract/contract.ts';
import { stepName } from './step-name.ts';
import type { Words } from './use-texts.ts';

type Key = keyof typeof import('./messages.en.json')['says'];

/** What the main process says, in the window's language. */
export function sentence(saying: Saying, words: Words): string {
  const { t, format } = words;
  switch (saying.code) {
    case 'type_not_allowed': {
      const { extension, allowedExtensions } = saying;
      const allowed =
        allowedExtensions.length === 0 ? t('says.type_not_allowed_others') : format.list(allowedExtensions);
      return t('says.type_not_allowed', { extension, allowed });
    }
    case 'too_large': {
      const [size, max] = [format.size(saying.sizeBytes), format.size(saying.maxSizeBytes)];
      if (size !== max) return t('says.too_large', { size, max });
      return t('says.too_large_by', { excess: format.size(saying.sizeBytes - saying.maxSizeBytes), max });
    }
    case 'refused_as_too_large':
      return t('says.refused_as_too_large', { size: format.size(saying.sizeBytes) });
    case 'unreadable':
    case 'file_unreadable': {
      const said = filled(saying, words);
      return isForbidden(saying.because) ? `${said} ${t('says.check_permissions')}` : said;
    }
    case 'processing_failed':
      return saying.step === null
        ? filled(saying, words)
        : t('says.processing_failed_at', { step: stepName(saying.step, words) });
    default:
      return filled(saying, words);
  }
}

/** What is wrong with the disk. It is looked at again and again, and all goes on by itself unless it is paused. */
export function diskSentence(says: Saying, paused: boolean, words: Words): string {
  const text = sentence(says, words);
  return paused ? text : `${text} ${words.t('hold.diskGoesOn')}`;
}

/** What the saying holds goes where its words name it; a saying in it becomes words first. */
function filled(saying: Saying, words: Words): string {
  const { t } = words;
  const values = Object.fromEntries(
    Object.entries(saying).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? sentence(value as Saying, words) : value,
    ]),
  );
  const text = t(`says.${saying.code as Exclude<Key, `${string}_one` | `${string}_other`>}`, {
    defaultValue: t('says.unknown', { code: saying.code }),
    ...values,
  });
  return 'because' in saying ? asSentence(text) : text;
}

function isForbidden(because: string | Saying): boolean {
  return typeof because === 'string'
    ? ['EACCES', 'EPERM'].includes(because)
    : because.code === 'permission_denied';
}

/** Somebody else's words may end in a full stop of their own, or in none. */
function asSentence(text: string): string {
  const ended = /[.!?…]$/.test(text) ? text.replace(/([.!?…])\.$/, '$1') : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
