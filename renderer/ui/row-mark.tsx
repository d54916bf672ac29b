import type { LucideIcon } from 'lucide-react';

/** A small sign in a row, with its words for a screen reader and in a tooltip. */
export function RowMark({ Icon, label }: { readonly Icon: LucideIcon; readonly label: string }) {
  return (
    <Icon aria-label={label} role="img" size={14} strokeWidth={1.75}>
      <title>{label}</title>
    </Icon>
  );
}
