import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useReducer, useSyncExternalStore } from 'react';
import type { StateEvent } from './events';
import type { Network } from './Network';

export const NetworkContext = createContext<Network | null>(null);

/** The network without being drawn again as it changes. */
export function useNetworkStore(): Network {
  const network = useContext(NetworkContext);
  if (network === null) throw new Error('Only where somebody is signed in.');
  return network;
}

/** A part of the network; who uses it is drawn again when that part is another one. `select` gives parts, and makes none. */
export function useNetwork<T>(select: (network: Network) => T): T {
  const network = useNetworkStore();
  return useSyncExternalStore(network.watch, () => select(network));
}

/** The whole network, drawn again with every change, at most once a frame. */
export function useWholeNetwork(): Network {
  const network = useNetworkStore();
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let waiting = 0;
    const stop = network.watch(() => {
      // A hidden page has no frames.
      waiting ||= document.hidden ? window.setTimeout(draw, 250) : requestAnimationFrame(draw);
    });
    function draw() {
      waiting = 0;
      again();
    }
    return () => {
      stop();
      if (waiting) cancelAnimationFrame(waiting);
    };
  }, [network]);
  return network;
}

/** Events within so many milliseconds cause one reading. */
const burst = 60;

/** Reads a list anew when an event says that it changed. */
export function useFresh(key: readonly unknown[], concerns: (event: StateEvent) => boolean): void {
  const network = useNetworkStore();
  const client = useQueryClient();
  const name = JSON.stringify(key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what concerns the key follows from the key
  useEffect(() => {
    let waiting = 0;
    const stop = network.listen((event) => {
      if (!concerns(event)) return;
      waiting ||= window.setTimeout(() => {
        waiting = 0;
        void client.invalidateQueries({ queryKey: key });
      }, burst);
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [network, client, name]);
}

/** Drawn again every second: for what says how long something has been so. */
export function useSeconds(every = 1000): number {
  const [now, tick] = useReducer(() => Date.now(), Date.now());
  useEffect(() => {
    const timer = setInterval(tick, every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
