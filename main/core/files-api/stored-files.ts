/** One page of this user’s files on the server. */
export interface FileList {
  readonly files: readonly { readonly fileId: string; readonly name: string }[];
  /** As the server numbers and sizes it, which need not be as asked. */
  readonly page: number;
  readonly limit: number;
  readonly total: number;
}

/** The text that the server found in a file; `isCut` where it goes on beyond what was asked for. */
export interface FileText {
  readonly text: string;
  readonly isCut: boolean;
}

/** As {@link FileText}, byte by byte as the server sends it. */
export interface FileTextBytes {
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

/**
 * The calls about what the server has, which no upload needs. Every method rejects with a CallError, or the
 * signal's reason; a server that does not know one of them is no wrong address.
 */
export interface StoredFilesApi {
  /** `GET /v1/files?page=1&limit=30`; pages count from 1. */
  list(page: number, limit: number, signal: AbortSignal): Promise<FileList>;
  /** `GET /v1/files/{file_id}`, at most so many bytes of it. */
  text(fileId: string, maxBytes: number, signal: AbortSignal): Promise<FileText>;
  /** As `text`, for who needs the bytes. */
  textBytes(fileId: string, maxBytes: number, signal: AbortSignal): Promise<FileTextBytes>;
  /** `DELETE /v1/files/{file_id}` */
  remove(fileId: string, signal: AbortSignal): Promise<void>;
}
