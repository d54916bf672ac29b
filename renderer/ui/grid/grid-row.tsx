import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';

/** The position of a row in its grid. */
export interface GridPlace {
  readonly index: number;
  readonly startPx: number;
  /** Whether the tab key leads into this row. */
  readonly isEntry: boolean;
  /** Whether the focus is on the active row, or should be. */
  readonly holdsFocus: RefObject<boolean>;
  readonly measure: (element: HTMLElement | null) => void;
  /** Whether rows stand below others, which screen readers then say. */
  readonly isTree: boolean;
}

interface GridRowProps extends GridPlace {
  readonly id: string;
  readonly label: string;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  /** How many rows above it belongs to, one in another. */
  readonly level?: 0 | 1 | 2;
  /** Whether the rows that it stands for are shown; undefined where it stands for none. */
  readonly isExpanded?: boolean;
  /** Whether it has two buttons with long labels, which need space of the state. */
  readonly isChoice?: boolean;
  /** Identifies the row's buttons: when they change, a focused one may disappear. */
  readonly buttons: string;
  /** A heading above the row, for the eye only. The label tells screen readers. */
  readonly heading?: string | null;
  /** The common heading of the following rows, in an extra row. */
  readonly group?: ReactNode;
  readonly onDoubleClick?: () => void;
  /** Its cells, see `GridCell`. */
  readonly children: ReactNode;
}

const INDENTS = ['', 'is-indented', 'is-indented is-deep'] as const;

export function GridRow(props: GridRowProps) {
  const { id, label, isSelected, isActive, level = 0, isChoice = false } = props;
  const { buttons, heading = null, group, onDoubleClick, children } = props;
  const { index, startPx, isEntry, holdsFocus, measure, isTree, isExpanded } = props;
  const element = useRef<HTMLDivElement>(null);

  // The keyboard moved here, or the focused button disappeared.
  useLayoutEffect(() => {
    void buttons;
    if (!isActive || !holdsFocus.current) return;
    if (!element.current?.contains(document.activeElement)) element.current?.focus({ preventScroll: true });
  }, [isActive, buttons, holdsFocus]);

  return (
    <div
      ref={measure}
      data-index={index}
      role="presentation"
      style={{ transform: `translateY(${startPx}px)` }}
      className="absolute inset-x-2 top-0"
    >
      {heading !== null && (
        <div
          aria-hidden="true"
          className={`px-4 pb-1 text-xs font-medium text-soft ${index === 0 ? 'pt-2' : 'pt-4'}`}
        >
          {heading}
        </div>
      )}
      {group && (
        // biome-ignore lint/a11y/useSemanticElements: see the row below.
        // biome-ignore lint/a11y/useFocusableInteractive: its button is.
        <div role="row" className={`px-4 pb-1 ${index === 0 ? 'pt-2' : 'pt-4'}`}>
          <GridCell className="">{group}</GridCell>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a virtual list are placed one by one, which <tr> cannot be. */}
      <div
        ref={element}
        role="row"
        data-id={id}
        aria-rowindex={index + 1}
        aria-selected={isSelected}
        aria-level={isTree ? level + 1 : undefined}
        aria-expanded={isExpanded}
        aria-label={label}
        tabIndex={isEntry ? 0 : -1}
        // Two clicks on a button are two clicks.
        onDoubleClick={({ target }) => (target as Element).closest('button') ?? onDoubleClick?.()}
        className={`file-row rounded-lg -outline-offset-2 hover:bg-sunken/60 aria-selected:bg-accent-soft ${INDENTS[level]} ${isChoice ? 'is-choice' : ''}`}
      >
        {children}
      </div>
    </div>
  );
}

export function GridCell({
  className,
  children,
}: {
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row.
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus for its cells.
    <div role="gridcell" className={className}>
      {children}
    </div>
  );
}
