import { isActive } from '../../../main/core/model/upload.ts';
import type { ConversionWay, UploadRow } from '../../../preload/contract/contract.ts';

/** How a file that the server does not take is sent. */
export type ConversionChoice = 'sendText' | 'sendParts' | 'sendContents' | 'sendPdf';

const CONVERSIONS: Readonly<Record<ConversionWay, ConversionChoice>> = {
  text: 'sendText',
  parts: 'sendParts',
  contents: 'sendContents',
  pdf: 'sendPdf',
};

/** The actions of one row. */
export type Choice =
  | 'copyId'
  /** Sends what can be made of a file that the server does not take. */
  | ConversionChoice
  /** Opens what is sent in place of the original. */
  | 'openDerived'
  | 'tryNow'
  | 'checkAgain'
  | 'retry'
  | 'uploadAgain'
  /** Ends an active upload. */
  | 'cancel'
  /** Removes an ended upload from the list. */
  | 'remove';

/** @returns the actions of a row, the likeliest first; a cancelled file can be retried like a failed one */
export function choicesOf(row: UploadRow): readonly Choice[] {
  const { ways, madeFrom, state } = row;
  if (ways.length > 0) return [...new Set(ways.map((way) => CONVERSIONS[way])), 'remove'];
  const choices = usualChoices(row);
  const isThere = madeFrom !== null && (isActive(state) || state.stage === 'failed');
  return isThere ? [...choices.slice(0, 1), 'openDerived', ...choices.slice(1)] : choices;
}

function usualChoices({ state, retry }: UploadRow): readonly Choice[] {
  switch (state.stage) {
    case 'queued':
      return retry && state.waitsFor === null ? ['tryNow', 'cancel'] : ['cancel'];
    case 'converting':
    case 'uploading':
      return retry ? ['tryNow', 'cancel'] : ['cancel'];
    case 'processing':
      if (state.stuckSinceMs !== null) return ['checkAgain', 'uploadAgain', 'cancel'];
      return retry ? ['tryNow', 'cancel'] : ['cancel'];
    case 'ready':
      return state.alreadyAtMs === null ? ['copyId', 'remove'] : ['copyId', 'uploadAgain', 'remove'];
    case 'failed':
      return state.canRetry ? ['retry', 'remove'] : ['remove'];
    case 'cancelled':
      return ['retry', 'remove'];
    case 'skipped':
      return ['remove'];
  }
}
