import { z } from 'zod';

/** Schemas of arguments that several features take from the window. */

export const uploadIds = z.array(z.uuid()).max(200_000);
export const retention = z.enum(['keep', 'temporary']);
/** A path of any system. */
export const path = z.string().min(1).max(32_768);
export const paths = z.array(path).max(100_000);
