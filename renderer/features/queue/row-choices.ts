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
  /** Shows the text that the server found in what was sent in place of the original. */
  | 'readSent'
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
  const { ways, madeFrom } = row;
  if (ways.length > 0) return [...new Set(ways.map((way) => CONVERSIONS[way])), 'remove'];
  const choices = usualChoices(row);
  const look = madeFrom === null ? null : lookAt(row);
  return look === null ? choices : [...choices.slice(0, 1), look, ...choices.slice(1)];
}

/** What a system shows without running it. The main process opens nothing else. */
const SHOWABLE = /\.(txt|csv|pdf)$/i;

/** The derived file is deleted once it is ready. Then the server tells what it holds. */
function lookAt({ name, state }: UploadRow): Choice | null {
  if (state.stage === 'ready') return 'readSent';
  const isThere = (isActive(state) && state.stage !== 'converting') || state.stage === 'failed';
  return isThere && SHOWABLE.test(name) ? 'openDerived' : null;
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
