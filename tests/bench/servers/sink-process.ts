/**
 * What sink.c is, for machines without a C compiler: takes PUTs, throws their bytes away and answers 200 after so many ms.
 * Prints its port; for each line on stdin the PUTs and bytes so far; ends with stdin. On bare sockets, since `node:http`
 * would be slower than those it is to measure.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const delayMs = Number(process.argv[2] ?? 0);
const stored = 'HTTP/1.1 200 OK\r\nETag: "0"\r\nContent-Length: 0\r\n\r\n';
let puts = 0;
let bytes = 0;

/** One connection: heads are looked at, bodies are counted. Nobody sends a request before the answer to the last. */
class Connection {
  readonly #socket: Socket;
  #head = '';
  /** Bytes of the present body; null while its head is still to come. */
  #lengthBytes: number | null = null;
  #leftBytes = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  take(chunk: Buffer): void {
    let bodyBytes = chunk.length;
    if (this.#lengthBytes === null) {
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#lengthBytes = Number(/^content-length: *(\d+)/im.exec(this.#head)?.[1] ?? 0);
      this.#leftBytes = this.#lengthBytes;
      bodyBytes = this.#head.length - end - 4;
      if (/^expect:/im.test(this.#head)) this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
    this.#leftBytes -= bodyBytes;
    if (this.#leftBytes <= 0) void this.#answer(this.#lengthBytes);
  }

  async #answer(lengthBytes: number): Promise<void> {
    this.#head = '';
    this.#lengthBytes = null;
    if (delayMs > 0) await sleep(delayMs);
    puts += 1;
    bytes += lengthBytes;
    this.#socket.write(stored);
  }
}

const server = createServer((socket) => {
  const connection = new Connection(socket);
  socket.setNoDelay(true);
  socket.on('data', (chunk) => connection.take(chunk));
  // Whoever measures sees by the count that something did not come.
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.stdin.on('data', () => console.log(`${puts} ${bytes}`));
process.stdin.on('end', () => process.exit());
