import { useEffect, useState } from 'react';
import type { SystemState } from '../../../preload/contract/contract.ts';
import { useApi } from '../shared/state/hoist.ts';

/** What the system has of Hoist; asked again whenever the window is come back to. Null until it is known. */
export function useSystemState() {
  const api = useApi();
  const [system, setSystem] = useState<SystemState | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = () => {
      api.system().then(
        (state) => isOver || setSystem(state),
        (error: unknown) => console.error(error),
      );
    };
    look();
    window.addEventListener('focus', look);
    return () => {
      isOver = true;
      window.removeEventListener('focus', look);
    };
  }, [api]);
  return [system, setSystem] as const;
}
