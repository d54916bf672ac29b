import { Copy, type LucideIcon, RotateCw, Upload, X } from 'lucide-react';
import type { Choice } from './row-choices.ts';

export const choiceIcons: Readonly<Record<Choice, LucideIcon>> = {
  copyId: Copy,
  tryNow: RotateCw,
  checkAgain: RotateCw,
  retry: RotateCw,
  uploadAgain: Upload,
  cancel: X,
  remove: X,
};
