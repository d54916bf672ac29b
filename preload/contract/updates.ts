/** The part of contract.ts that is about new versions of Hoist. The window takes it from there. */

export type UpdateNotice =
  | { readonly kind: 'none' }
  /** A new version is here, and uploads are under way. */
  | { readonly kind: 'waiting'; readonly version: string }
  /** A restart would install it, and disturb nothing. */
  | { readonly kind: 'ready'; readonly version: string };

export interface UpdateCalls {
  'update:get': () => UpdateNotice;
  /** Restarts Hoist into the new version; false where uploads have begun meanwhile, or there is none. */
  'update:restart': () => boolean;
}

export interface UpdateEvents {
  'update:changed': UpdateNotice;
}

export interface UpdateApi {
  update(): Promise<UpdateNotice>;
  onUpdate(listener: (notice: UpdateNotice) => void): () => void;
  restartToUpdate(): Promise<boolean>;
}
