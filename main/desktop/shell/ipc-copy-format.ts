import { z } from 'zod';
import type { CopyFormat } from '../../../preload/contract/contract.ts';

export const copyFormat: z.ZodType<CopyFormat> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids') }),
  z.strictObject({ kind: z.literal('message') }),
  z.strictObject({ kind: z.literal('json') }),
  z.strictObject({ kind: z.literal('csv') }),
  z.strictObject({ kind: z.literal('template'), template: z.string().max(10_000) }),
]);
