/** One JSON object a line, each way; values as base64 of `v8.serialize`. */

export type Question =
  | { readonly id: number; readonly kind: 'endpoint' }
  | { readonly id: number; readonly kind: 'evaluate'; readonly source: string; readonly argument: string };

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: string }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly stack: string };
