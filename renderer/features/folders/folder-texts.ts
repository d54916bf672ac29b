import type {
  Connection,
  FolderRow,
  FolderSettings,
  FolderState,
  WaitingFile,
} from '../../../preload/contract/contract.ts';
import { visibleName } from '../../i18n/file-name.ts';
import { sentence } from '../../i18n/sentence.ts';
import type { Texts } from '../../i18n/use-texts.ts';
import { showPatterns } from './patterns.ts';

/** @returns a folder's state in a few words */
export function stateText(state: FolderState, { t }: Texts): string {
  switch (state.kind) {
    case 'paused':
      return t('folders.state.paused');
    case 'resting':
      return state.connection === null
        ? t('folders.state.restingAlone')
        : t('folders.state.resting', { name: state.connection });
    case 'not-connected':
      return t('folders.state.notConnected');
    case 'unavailable':
      return t('folders.state.unavailable');
    case 'scanning':
      return state.seen === 0
        ? t('folders.state.scanning')
        : t('folders.state.scanningSeen', { count: state.seen });
    case 'watching':
      return t('folders.state.watching');
  }
}

/** @returns more about the state, in a sentence or two; null if there is nothing more */
export function stateDetail(state: FolderState, nowMs: number, texts: Texts): string | null {
  const { t, format } = texts;
  if (state.kind === 'watching' && state.by === 'polling') return t('folders.state.polling');
  if (state.kind === 'resting' && state.connection === null)
    return t('folders.state.restingDetail', { ...state.whom });
  if (state.kind !== 'unavailable') return null;
  return `${sentence(state.message, texts)} ${t('folders.state.since', { when: format.moment(state.sinceMs, nowMs) })}.`;
}

/**
 * Describes the settings: "With sub-folders · only *.pdf · then moved to Done". Files that went to the sandbox stay
 * where they are, whatever the settings say.
 */
export function settingsText(settings: FolderSettings, mode: Connection['mode'], { t }: Texts): string {
  const { recursive, include, exclude, retention, postUploadAction } = settings;
  const patterns = (of: readonly string[]) => visibleName(showPatterns(of));
  const parts = [
    t(recursive ? 'folders.does.subfolders' : 'folders.does.noSubfolders'),
    include.length === 0 ? t('folders.does.all') : t('folders.does.only', { patterns: patterns(include) }),
  ];
  if (exclude.length > 0) parts.push(t('folders.does.except', { patterns: patterns(exclude) }));
  if (retention === 'temporary') parts.push(t('folders.does.temporary'));
  if (postUploadAction.type !== 'leave' && mode === 'sandbox')
    return [...parts, t('folders.does.sandbox')].join(' · ');
  if (postUploadAction.type === 'trash') parts.push(t('folders.does.trash'));
  if (postUploadAction.type === 'move') {
    parts.push(t('folders.does.move', { folder: visibleName(lastPart(postUploadAction.folder)) }));
  }
  return parts.join(' · ');
}

/** @returns the last part of a path of any operating system */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

export function waitingText({ why, sinceMs, sizeBytes }: WaitingFile, nowMs: number, texts: Texts): string {
  const { t, format } = texts;
  const since = t('folders.why.since', {
    why: t(`folders.why.${why}`),
    when: format.moment(sinceMs, nowMs),
  });
  return `${format.size(sizeBytes)} · ${since}`;
}

/** The lists that open on request. Questions are always open. */
const lists = ['waiting', 'skipped', 'failed', 'failedActions'] as const;

export type ListName = (typeof lists)[number];

export const filledLists = (folder: FolderRow): readonly ListName[] =>
  lists.filter((name) => folder[name].total > 0);
