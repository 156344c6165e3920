import { useState } from 'react';
import type { Versioned } from '../api/client';
import { texts } from '../texts';
import { useToast } from './Toasts';

/** Reads something anew before it is changed: what others have changed since is seen, and what they change meanwhile is not overwritten. */
export function useLatest<Key, T>(readIt: (key: Key) => Promise<Versioned<T>>) {
  const [of, set] = useState<Versioned<T> | null>(null);
  const toast = useToast();
  return {
    of,
    close: () => set(null),
    open: async (key: Key) => {
      try {
        set(await readIt(key));
      } catch (failure) {
        toast(texts.problems.failed, { tone: 'bad', words: (failure as Error).message });
      }
    },
  };
}
