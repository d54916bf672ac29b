import type { FileStatus } from '../files-api/file-status.ts';
import { Failure } from './failure.ts';
import type { JobContext } from './job-context.ts';

/**
 * Applies the server's status of a file whose bytes it has.
 * @returns whether that ends the upload
 * @throws {Failure} where the server could not make the file ready
 */
export function conclude(context: Pick<JobContext, 'upload' | 'apply'>, status: FileStatus): boolean {
  switch (status.state) {
    case 'ready':
      context.apply({ type: 'ready', remarks: status.remarks });
      return true;
    case 'infected':
      throw new Failure({ code: 'infected' });
    case 'failed':
      throw new Failure({ code: 'processing_failed', step: status.step });
    case 'processing': {
      const { state } = context.upload;
      const isNews = state.stage === 'processing' && state.step !== status.step;
      if (isNews) context.apply({ type: 'step', step: status.step });
      return false;
    }
  }
}
