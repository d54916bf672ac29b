import type { Calls } from '../../../preload/contract/contract.ts';

type First<C extends keyof Calls> = NonNullable<Parameters<Calls[C]>[0]>;

/** The channels whose first argument is any text, or a list of texts. */
type Naming = {
  [C in keyof Calls]: [First<C>] extends [never]
    ? never
    : First<C> extends readonly string[]
      ? C
      : string extends First<C>
        ? C
        : never;
}[keyof Calls];

type Named = 'upload' | 'uploads' | 'other';

/**
 * What the first argument of a call names. The compiler asks for each call that could name uploads, so that none forgets
 * whose they are.
 */
const NAMED: { readonly [C in Naming]: Named } = {
  'queue:cancel': 'uploads',
  'queue:retry': 'uploads',
  'queue:upload-again': 'uploads',
  'queue:convert': 'uploads',
  'queue:open-derived': 'upload',
  'queue:try-now': 'uploads',
  'queue:remove': 'uploads',
  'queue:copy-ids': 'uploads',
  'copy:as': 'uploads',
  'copy:preview': 'uploads',
  'copy:when-ready': 'uploads',
  'details:get': 'upload',
  'details:open': 'upload',
  'history:reveal': 'upload',
  'history:upload-again': 'uploads',
  'library:upload-text': 'upload',
  'queue:add': 'other',
  'connection:switch': 'other',
  'connection:remove': 'other',
  'proxy:answer': 'other',
  'folders:add': 'other',
  'folders:dropped': 'other',
  'folders:update': 'other',
  'folders:set-paused': 'other',
  'folders:watch-here': 'other',
  'folders:remove': 'other',
  'folders:answer-already-here': 'other',
  'folders:answer-edited': 'other',
  'folders:convert': 'other',
  'folders:copy-id': 'other',
  'library:text': 'other',
  'library:copy-ids': 'other',
  'library:delete': 'other',
};

/** No upload has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * A window that a switch overtakes names uploads of the connection before. They are as good as gone.
 * @param isOwn whether the upload of this id is shown with the present connection
 * @returns the arguments of a call without what belongs to another connection
 */
export function ownArguments(
  channel: keyof Calls,
  args: readonly unknown[],
  isOwn: (id: string) => boolean,
): readonly unknown[] {
  const [first, ...others] = args;
  const named = (NAMED as Partial<Record<keyof Calls, Named>>)[channel];
  if (named === 'uploads' && Array.isArray(first)) return [(first as string[]).filter(isOwn), ...others];
  if (named === 'upload' && !isOwn(first as string)) return [NOBODY, ...others];
  return args;
}
