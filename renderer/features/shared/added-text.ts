import type { TFunction } from 'i18next';
import type { AddResult } from '../../../preload/contract/contract.ts';

/** @returns what became of added files, such as "2 files added, 1 not sent"; empty where there were none */
export function addedText({ queued, undecided, skipped }: AddResult, t: TFunction): string {
  const parts = [
    queued > 0 && t('add.queued', { count: queued }),
    undecided > 0 && t('summary.undecided', { count: undecided }),
    skipped > 0 && t('add.alsoSkipped', { count: skipped }),
  ];
  return parts.filter((part) => part !== false).join(', ');
}
