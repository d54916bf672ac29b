import { useEffect } from 'react';
import { useHoist } from '../../store/hoist.ts';

/** The network is there again: whatever waits for it need not wait for its time. */
export function useBackOnline() {
  const { actions } = useHoist();
  useEffect(() => {
    const back = () => void actions.tryNow(null);
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, [actions]);
}
