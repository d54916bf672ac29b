import type { WaitingFile } from '../../core/watch/folder-view.ts';
import type { WatchNews } from '../../core/watch/watch-events.ts';
import { messageText, say } from '../output/language.ts';
import { printable } from '../output/printable.ts';

const WAITING = {
  'still-written': 'still_written',
  'open-elsewhere': 'open_elsewhere',
  'writer-unseen': 'writer_unseen',
  'online-only': 'online_only',
  unreadable: 'unreadable',
} as const satisfies Record<WaitingFile['why'], string>;

/** @returns an object for `--json`; null if there is none for this news */
export function newsObject(news: WatchNews): Readonly<Record<string, unknown>> | null {
  switch (news.type) {
    case 'condition': {
      const { folder, condition } = news;
      const { path } = folder.settings;
      if (condition.kind === 'watching') return { event: 'watching', path, by: condition.by };
      if (condition.kind === 'unavailable')
        return { event: 'unavailable', path, message: messageText(condition.message) };
      return null;
    }
    case 'skipped':
      return { event: 'skipped', path: news.path, reason: news.reason.code };
    case 'waiting':
      return { event: 'waiting', path: news.path, reason: WAITING[news.why] };
    case 'moved':
      return news.target === null
        ? { event: 'trashed', path: news.path }
        : { event: 'moved', path: news.path, to: news.target };
    case 'actionFailed':
      return { event: 'stayed', path: news.path, message: messageText(news.message) };
  }
}

/** @returns a line for people, or null if there is none for this news */
export function newsLine(news: WatchNews): string | null {
  switch (news.type) {
    case 'condition': {
      const path = printable(news.folder.settings.path);
      if (news.condition.kind === 'watching') return say('watching', { path });
      return news.condition.kind === 'unavailable'
        ? say('waiting', { path, why: printable(messageText(news.condition.message)) })
        : null;
    }
    case 'skipped':
      return say('skipped', { file: printable(news.path), why: printable(messageText(news.reason)) });
    case 'waiting':
      return say('waiting', { path: printable(news.path), why: say(WAITING[news.why]) });
    case 'moved':
      return news.target === null
        ? say('trashed', { path: printable(news.path) })
        : say('moved', { path: printable(news.path), target: printable(news.target) });
    case 'actionFailed':
      return say('action_failed', { path: printable(news.path), why: printable(messageText(news.message)) });
  }
}
