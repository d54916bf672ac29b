/** A mail, whatever program wrote it. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly date: string;
  readonly subject: string;
  /** null where there is only HTML. */
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}
