import type { Queue } from '../../core/queue/queue.ts';
import type { AppSandbox } from './app-sandbox.ts';
import type { KeptConnections } from './kept-connections.ts';

/** Which connection is shown, and what belongs to the others. A destination is as `destinationOf` names it. */
export class ShownConnection {
  readonly #queue: Pick<Queue, 'addsFor'>;
  readonly #sandbox: Pick<AppSandbox, 'isRunning' | 'has'>;
  readonly #connections: Pick<KeptConnections, 'chosenId' | 'names' | 'has'>;

  constructor(
    queue: Pick<Queue, 'addsFor'>,
    sandbox: Pick<AppSandbox, 'isRunning' | 'has'>,
    connections: Pick<KeptConnections, 'chosenId' | 'names' | 'has'>,
  ) {
    this.#queue = queue;
    this.#sandbox = sandbox;
    this.#connections = connections;
  }

  /** Its id; null without one. */
  get id(): string | null {
    return this.#sandbox.isRunning ? 'sandbox' : this.#connections.chosenId;
  }

  /** Its name where there are several; null in the sandbox, which the window marks. */
  get name(): string | null {
    const { chosenId, names } = this.#connections;
    if (this.#sandbox.isRunning || chosenId === null || names.size < 2) return null;
    return names.get(chosenId) ?? null;
  }

  isSandbox(destination: string): boolean {
    return this.#sandbox.has(destination);
  }

  /** Its destination; null without one. During a switch it is still the one before, unlike its id. */
  get destination(): string | null {
    return this.#queue.addsFor ?? this.#connections.chosenId;
  }

  /** Whether what is for this destination belongs to a kept connection that is not in use. */
  isElsewhere(destination: string | null): boolean {
    return destination !== null && destination !== this.destination && this.#connections.has(destination);
  }

  /** The destinations of the kept connections that are not in use. */
  get elsewhere(): readonly string[] {
    return [...this.#connections.names.keys()].filter((id) => this.isElsewhere(id));
  }

  /** @returns the name of the kept connection to this destination; null where there is none */
  nameOf(destination: string): string | null {
    return this.#connections.names.get(destination) ?? null;
  }
}
