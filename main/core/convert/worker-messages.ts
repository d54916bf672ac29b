import type { ConversionWay } from '../model/conversion.ts';
import type { ConversionOutput, ConversionProblem, ConversionRequest } from './conversion.ts';

/** What a worker is started for. LibreOffice makes PDFs, in a process of its own. */
export type WorkerRequest = ConversionRequest & { readonly way: Exclude<ConversionWay, 'pdf'> };

/** The last message of a worker. */
export type WorkerAnswer =
  | { readonly kind: 'converted'; readonly outputs: readonly ConversionOutput[] }
  | { readonly kind: 'refused'; readonly problem: ConversionProblem }
  /** The disk failed, or a converter has a defect. `code` and `syscall` are the system's, if it is of the disk. */
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly code: string | null;
      readonly syscall: string | null;
    };
