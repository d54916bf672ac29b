import { useEffect, useRef } from 'react';
import type { ShownScreen } from '../store/shown-screen.ts';

/**
 * Where the focus went with the screen that it was on, the main part of the next one takes it, so that the tab key leads
 * on from there instead of from the top of the window.
 */
export function useFocusKept(screen: ShownScreen | null): void {
  const before = useRef(screen);
  useEffect(() => {
    const isChange = before.current !== null && before.current !== screen;
    before.current = screen;
    if (isChange && document.activeElement === document.body)
      document.querySelector('main')?.focus({ preventScroll: true });
  }, [screen]);
}
