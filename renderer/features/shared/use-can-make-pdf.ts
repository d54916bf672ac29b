import { useEffect, useState } from 'react';
import { useApi } from './state/hoist.ts';

/** @returns whether LibreOffice is on this computer; false until that is known */
export function useCanMakePdf(): boolean {
  const api = useApi();
  const [canMakePdf, setCanMakePdf] = useState(false);
  useEffect(() => {
    let isThere = true;
    // Without an answer, no PDF is offered.
    void api.canMakePdf().then(
      (can) => isThere && setCanMakePdf(can),
      () => {},
    );
    return () => {
      isThere = false;
    };
  }, [api]);
  return canMakePdf;
}
