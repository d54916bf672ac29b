import type { Connection, ConnectionDraft, ConnectionField } from '../../../../preload/contract/contract.ts';

const FIELDS: readonly ConnectionField[] = ['baseUrl', 'apiKey', 'userId'];

export interface FilledDraft {
  readonly draft: ConnectionDraft;
  /** The fields that got a value. */
  readonly taken: readonly ConnectionField[];
  /** The fields that still need one. */
  readonly missing: readonly ConnectionField[];
}

const isSameServer = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;

/**
 * Fills the form with the values of a command.
 * @param saved the settings in use
 * @param canFill whether a field may be changed
 */
export function fillDraft(
  draft: ConnectionDraft,
  values: Partial<ConnectionDraft>,
  saved: Pick<Connection, 'baseUrl' | 'hasKey'>,
  canFill: (field: ConnectionField) => boolean,
): FilledDraft {
  const taken = FIELDS.filter((field) => values[field] !== undefined && canFill(field));
  const filled = { ...draft };
  for (const field of taken) filled[field] = values[field] ?? '';
  // A key that was typed for one server must not go to another.
  const isMoved = taken.includes('baseUrl') && !isSameServer(filled.baseUrl, draft.baseUrl);
  if (isMoved && !taken.includes('apiKey')) filled.apiKey = '';
  const hasSavedKey = saved.hasKey && isSameServer(filled.baseUrl, saved.baseUrl);
  const missing = FIELDS.filter(
    (field) => canFill(field) && filled[field].trim() === '' && !(field === 'apiKey' && hasSavedKey),
  );
  return { draft: filled, taken, missing };
}
