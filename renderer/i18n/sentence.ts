import {
  type SentenceWriter,
  sentence as writeSentence,
  stepName as writeStep,
} from '../../main/core/model/sentence.ts';
import type { Message } from '../../preload/contract/contract.ts';
import type { Texts } from './use-texts.ts';

/** @returns a message of the main process, in the window's language */
export function sentence(message: Message, texts: Texts): string {
  const { t, format } = texts;
  return writeSentence(message, {
    text: textOf(t),
    size: format.size,
    list: format.list,
    step: (step) => stepName(step, texts),
  });
}

/** @returns the name of a server's step in the window's language */
export function stepName(step: string, { t }: Pick<Texts, 't'>): string {
  return writeStep(step, { text: textOf(t) });
}

function textOf(t: Texts['t']): SentenceWriter['text'] {
  return (key, values) =>
    t(`message.${key}`, { defaultValue: t('message.unknown', { code: key }), ...values });
}

/** @returns what is wrong with the disk. Hoist checks it again and again, and continues by itself unless it is paused. */
export function diskSentence(message: Message, paused: boolean, texts: Texts): string {
  const text = sentence(message, texts);
  return paused ? text : `${text} ${texts.t('status.diskGoesOn')}`;
}
