import type { LucideIcon } from 'lucide-react';

/** A small icon in a row, with a name for screen readers and the tooltip. */
export function RowMark({ Icon, label }: { readonly Icon: LucideIcon; readonly label: string }) {
  return (
    <Icon aria-label={label} role="img" size={14} strokeWidth={1.75}>
      <title>{label}</title>
    </Icon>
  );
}
