import { useView } from '../store/hoist.ts';

/** What a screen reader is told without moving to it. A new key makes the same words be said again. */
export function LiveRegion() {
  const { key, text } = useView((view) => view.announcement);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <span key={key}>{text}</span>
    </div>
  );
}
