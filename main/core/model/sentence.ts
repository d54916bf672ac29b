import type { AppMessage, Message, MessageText, StoreMessage } from './messages.ts';
import type { Reason } from './reasons.ts';

/** Everything that the window and the terminal show. */
export type AnyMessage = Message | Reason | StoreMessage | AppMessage;

type English = typeof import('./locales/en.json');

/** The sentences of one language. The compiler asks each language for the sentences that English has. */
export type Catalogue = Readonly<Record<Exclude<keyof English, 'default'>, string>>;

type Singular<Key extends string> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

/** Names a sentence, without its plural form. */
type SentenceKey = Singular<keyof Catalogue>;

export type Values = Readonly<Record<string, string | number>>;

/** How a front end writes sentences, sizes and lists in its language. */
export interface SentenceWriter {
  /**
   * @param values go where the sentence names them; `count` chooses the plural form
   * @returns the sentence, or what to show for a code of a later version
   */
  text(key: SentenceKey, values: Values): string;
  size(bytes: number): string;
  list(items: readonly string[]): string;
  /** @param step the server's name for a step */
  step(step: string): string;
}

/** @returns one or two sentences, or a part of one: what happened and, if there is something, what to do */
export function sentence(message: AnyMessage, writer: SentenceWriter): string {
  switch (message.code) {
    case 'type_not_allowed': {
      const { extension, allowedExtensions } = message;
      const allowed =
        allowedExtensions.length === 0
          ? writer.text('type_not_allowed_others', {})
          : writer.list(allowedExtensions);
      return writer.text('type_not_allowed', { extension, allowed });
    }
    case 'too_large': {
      const [size, max] = [writer.size(message.sizeBytes), writer.size(message.maxSizeBytes)];
      if (size !== max) return writer.text('too_large', { size, max });
      const excess = writer.size(message.sizeBytes - message.maxSizeBytes);
      return writer.text('too_large_by', { excess, max });
    }
    case 'refused_as_too_large':
      return writer.text('refused_as_too_large', { size: writer.size(message.sizeBytes) });
    case 'unreadable':
    case 'file_unreadable': {
      const text = filledIn(message, writer);
      return isForbidden(message.because) ? `${text} ${writer.text('check_permissions', {})}` : text;
    }
    case 'processing_failed':
      return message.step === null
        ? writer.text('processing_failed', {})
        : writer.text('processing_failed_at', { step: writer.step(message.step) });
    default:
      return filledIn(message, writer);
  }
}

/** The server's steps with known names. Other steps of a deployment show under their own names. */
const STEPS: ReadonlyMap<string, SentenceKey> = new Map([
  ['antivirus scanning', 'step_antivirus'],
  ['text extraction', 'step_text'],
  ['ocr', 'step_ocr'],
  ['indexing', 'step_index'],
] as const);

/** @param readable the server's name for a step, such as `Antivirus scanning` */
export function stepName(readable: string, writer: Pick<SentenceWriter, 'text'>): string {
  const key = STEPS.get(readable.toLowerCase());
  return key === undefined ? readable : writer.text(key, {});
}

/** A message among the values becomes text first. */
function filledIn(message: AnyMessage, writer: SentenceWriter): string {
  const values = Object.fromEntries(
    Object.entries(message).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? sentence(value, writer) : value,
    ]),
  );
  const text = writer.text(message.code, values);
  return 'because' in message ? asSentence(text) : text;
}

function isForbidden(because: MessageText): boolean {
  return typeof because === 'string'
    ? ['permission denied', 'EACCES', 'EPERM'].includes(because)
    : because.code === 'permission_denied';
}

/**
 * @param text may end in another's writer, which may bring a full stop or not
 * @returns the text with a capital at its start and one mark at its end: `as scripted (500)` → `As scripted (500).`
 */
export function asSentence(text: string): string {
  const ended = /[.!?…]$/.test(text) ? text.replace(/([.!?…])\.$/, '$1') : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
