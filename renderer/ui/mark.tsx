/** The app's logo: an arrow that lifts a document out of a tray, as in build/resources/icon.svg. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg aria-hidden="true" viewBox="100 100 824 824" width={size} height={size} className="shrink-0">
      <rect x="100" y="100" width="824" height="824" rx="186" className="fill-accent" />
      <g
        fill="none"
        strokeWidth="76"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      >
        <path d="M512 636V288" />
        <path d="M356 434 512 278l156 156" />
        <path d="M298 604v84a58 58 0 0 0 58 58h312a58 58 0 0 0 58-58v-84" strokeOpacity=".72" />
      </g>
    </svg>
  );
}
