import type { ComponentProps } from 'react';

type Look = 'primary' | 'plain' | 'quiet' | 'accent';

/** Forced colours remove backgrounds and show the transparent border. */
const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-colors ' +
  'disabled:opacity-45 aria-disabled:opacity-45';

const looks: Readonly<Record<Look, string>> = {
  primary: 'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-strong',
  plain: 'border-line-strong bg-raised text-ink enabled:hover:bg-sunken',
  quiet: 'border-transparent text-soft enabled:hover:bg-sunken enabled:hover:text-ink',
  accent: 'border-transparent text-accent-ink enabled:hover:bg-accent/10',
};

const sizes = { small: 'h-7 px-2 text-sm', normal: 'h-8 px-3 text-base', icon: 'size-7' } as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look;
  readonly size?: keyof typeof sizes;
}

export function Button({ look = 'plain', size = 'normal', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${base} ${looks[look]} ${sizes[size]} ${className}`} {...rest} />;
}

/** A button with an icon only. Screen readers and the tooltip give its name. */
export function IconButton({ label, ...rest }: ButtonProps & { readonly label: string }) {
  return <Button look="quiet" size="icon" aria-label={label} title={label} {...rest} />;
}
