import { ConversionError } from '../../../main/core/convert/conversion.ts';
import { FileError } from '../../../main/core/files/file-error.ts';
import { FilesApiClient } from '../../../main/core/files-api/client.ts';
import { StoreError } from '../../../main/core/model/store-error.ts';
import { Queue } from '../../../main/core/queue/queue.ts';
import { StorageClient } from '../../../main/core/storage/put.ts';
import { SqliteStore } from '../../../main/core/store/sqlite-store.ts';

/** The core that the model drives: Hoist's own, or a copy of it with a planted bug. */
export interface Core {
  readonly Queue: typeof Queue;
  readonly FilesApiClient: typeof FilesApiClient;
  readonly StorageClient: typeof StorageClient;
  readonly StoreError: typeof StoreError;
  readonly SqliteStore: typeof SqliteStore;
  readonly FileError: typeof FileError;
  readonly ConversionError: typeof ConversionError;
}

export const realCore: Core = {
  Queue,
  FilesApiClient,
  StorageClient,
  StoreError,
  SqliteStore,
  FileError,
  ConversionError,
};
