export interface StoredFile {
  readonly fileId: string;
  readonly name: string;
  readonly persist: boolean;
  /** SHA-256 of the bytes once they have arrived whole; null before. */
  sha256: string | null;
  /** How many PUTs arrived whole. */
  stored: number;
  storedAtMs: number;
  /** The client cannot know whether its last PUT arrived. */
  outcomeUnknown: boolean;
  toldEnd: boolean;
}

/** A response of the calls about stored files. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: string | object;
}

const MAX_LIMIT = 100;

/** `GET /v1/files`: a page of the files whose bytes are there, in the order they were signed. */
export function listed(files: Iterable<StoredFile>, query: URLSearchParams): StoredAnswer {
  const page = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 30);
  if (!(page >= 1 && limit >= 1 && limit <= MAX_LIMIT))
    return { status: 422, body: { detail: 'page or limit' } };
  const all = [...files].filter(({ stored }) => stored > 0);
  const shown = all.slice((page - 1) * limit, page * limit);
  return {
    status: 200,
    body: {
      files: shown.map(({ fileId, name }) => ({ file_id: fileId, file_name: name })),
      limit,
      page,
      total: all.length,
    },
  };
}

/** `DELETE /v1/files/{file_id}`; null where there is no such file. */
export function removed(files: Map<string, StoredFile>, fileId: string): StoredAnswer | null {
  return files.delete(fileId) ? { status: 204, body: '' } : null;
}
