import { messageText } from '../core/model/messages.ts';
import { describeReason } from '../core/model/reasons.ts';
import type { WaitingFile } from '../core/watch/folder-view.ts';
import type { WatchNews } from '../core/watch/watch-events.ts';
import { printable } from './printable.ts';

const WAITING: Readonly<Record<WaitingFile['why'], string>> = {
  'still-written': 'It is still being written.',
  'open-elsewhere': 'Another program has it open for writing.',
  'writer-unseen':
    'Whoever writes it cannot be seen from here; it is sent once it has been quiet for long enough.',
  'online-only': 'Its content is online only; it is uploaded once it is on this computer.',
  unreadable: 'It cannot be opened. Check its permissions.',
};

/** One object for `--json`; null for what is only for people, or for nobody. */
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
      return { event: 'waiting', path: news.path, reason: news.why.replaceAll('-', '_') };
    case 'followed':
      return news.target === null
        ? { event: 'trashed', path: news.path }
        : { event: 'moved', path: news.path, to: news.target };
    case 'stayed':
      return { event: 'stayed', path: news.path, message: messageText(news.message) };
  }
}

/** A line for people, like those of the uploads. */
export function newsLine(news: WatchNews): string | null {
  switch (news.type) {
    case 'condition': {
      const path = printable(news.folder.settings.path);
      if (news.condition.kind === 'watching') return `watching ${path}`;
      return news.condition.kind === 'unavailable'
        ? `waiting  ${path}  ${printable(messageText(news.condition.message))}`
        : null;
    }
    case 'skipped':
      return `skipped  ${printable(news.path)}  ${printable(describeReason(news.reason))}`;
    case 'waiting':
      return `waiting  ${printable(news.path)}  ${WAITING[news.why]}`;
    case 'followed':
      return news.target === null
        ? `trashed  ${printable(news.path)}`
        : `moved    ${printable(news.path)}  to ${printable(news.target)}`;
    case 'stayed':
      return `stayed   ${printable(news.path)}  ${printable(messageText(news.message))}`;
  }
}
