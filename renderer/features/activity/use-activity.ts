import { useEffect, useState } from 'react';
import type { Activity } from '../../../preload/contract/contract.ts';
import { useApi } from '../shared/state/hoist.ts';

const ASK_EVERY_MS = 1000;

/** @returns what the queue is doing, a second old at most while the component stays; null until it is known */
export function useActivity(): Activity | null {
  const api = useApi();
  const [activity, setActivity] = useState<Activity | null>(null);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask() {
      try {
        const answer = await api.activity();
        if (!isOver) setActivity(answer);
      } catch (error) {
        console.error(error);
      }
      if (!isOver) timer = setTimeout(() => void ask(), ASK_EVERY_MS);
    }
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [api]);
  return activity;
}
