/** The request in a client's bytes, as far as its head says. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/** A piece of a client's bytes that belongs to one request; `head` stands at the first piece of each. */
export interface RequestPart {
  readonly head: RequestHead | null;
  readonly bytes: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Tells where one request of a kept-alive connection ends and the next begins. Bodies need a Content-Length. */
export class RequestSplitter {
  #head: Buffer = Buffer.alloc(0);
  #bodyLeft = 0;

  split(chunk: Buffer): RequestPart[] {
    const parts: RequestPart[] = [];
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#bodyLeft > 0) {
        const bytes = rest.subarray(0, this.#bodyLeft);
        this.#bodyLeft -= bytes.length;
        rest = rest.subarray(bytes.length);
        parts.push({ head: null, bytes });
        continue;
      }
      const known = Buffer.concat([this.#head, rest]);
      const end = known.indexOf(END_OF_HEAD);
      if (end < 0) {
        this.#head = known;
        return parts;
      }
      const bytes = known.subarray(0, end + END_OF_HEAD.length);
      rest = known.subarray(bytes.length);
      this.#head = Buffer.alloc(0);
      const head = parseHead(bytes);
      this.#bodyLeft = head.bodyBytes;
      parts.push({ head, bytes });
    }
    return parts;
  }
}

function parseHead(bytes: Buffer): RequestHead {
  const text = bytes.toString('latin1');
  const [method = '', path = ''] = text.split(' ');
  const length = text.match(/\r\ncontent-length: *(\d+)/i)?.[1] ?? '0';
  return { method, path, headBytes: bytes.length, bodyBytes: Number(length) };
}
