import type { Message } from '../../preload/contract/contract.ts';
import { stepName } from './step-name.ts';
import type { Texts } from './use-texts.ts';

type Key = keyof typeof import('./messages.en.json')['message'];

/** What the main process says, in the window's language. */
export function sentence(message: Message, texts: Texts): string {
  const { t, format } = texts;
  switch (message.code) {
    case 'type_not_allowed': {
      const { extension, allowedExtensions } = message;
      const allowed =
        allowedExtensions.length === 0
          ? t('message.type_not_allowed_others')
          : format.list(allowedExtensions);
      return t('message.type_not_allowed', { extension, allowed });
    }
    case 'too_large': {
      const [size, max] = [format.size(message.sizeBytes), format.size(message.maxSizeBytes)];
      if (size !== max) return t('message.too_large', { size, max });
      return t('message.too_large_by', {
        excess: format.size(message.sizeBytes - message.maxSizeBytes),
        max,
      });
    }
    case 'refused_as_too_large':
      return t('message.refused_as_too_large', { size: format.size(message.sizeBytes) });
    case 'unreadable':
    case 'file_unreadable': {
      const said = filled(message, texts);
      return isForbidden(message.because) ? `${said} ${t('message.check_permissions')}` : said;
    }
    case 'processing_failed':
      return message.step === null
        ? filled(message, texts)
        : t('message.processing_failed_at', { step: stepName(message.step, texts) });
    default:
      return filled(message, texts);
  }
}

/** What is wrong with the disk. It is looked at again and again, and all goes on by itself unless it is paused. */
export function diskSentence(message: Message, paused: boolean, texts: Texts): string {
  const text = sentence(message, texts);
  return paused ? text : `${text} ${texts.t('hold.diskGoesOn')}`;
}

/** What the saying holds goes where its words name it; a saying in it becomes words first. */
function filled(message: Message, texts: Texts): string {
  const { t } = texts;
  const values = Object.fromEntries(
    Object.entries(message).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? sentence(value as Message, texts) : value,
    ]),
  );
  const text = t(`message.${message.code as Exclude<Key, `${string}_one` | `${string}_other`>}`, {
    defaultValue: t('message.unknown', { code: message.code }),
    ...values,
  });
  return 'because' in message ? asSentence(text) : text;
}

function isForbidden(because: string | Message): boolean {
  return typeof because === 'string'
    ? ['EACCES', 'EPERM'].includes(because)
    : because.code === 'permission_denied';
}

/** Somebody else's words may end in a full stop of their own, or in none. */
function asSentence(text: string): string {
  const ended = /[.!?…]$/.test(text) ? text.replace(/([.!?…])\.$/, '$1') : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
