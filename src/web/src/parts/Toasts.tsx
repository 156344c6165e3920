import { Notification } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { texts } from '../texts';
import type { Outcome } from '../words/states';

type Toast = { id: number; title: string; outcome: Outcome };
type Tell = (outcome: Outcome) => void;

const mostShown = 4;
const colour = { good: 'green', bad: 'red', waiting: 'gray' };
const ToastContext = createContext<(title: string, first?: Outcome) => Tell>(() => () => {});

/** Says something at the edge of the page. What is returned says how it went on; what went well leaves by itself. */
export const useToast = () => useContext(ToastContext);

let last = 0;

export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((shown) => shown.filter((one) => one.id !== id)), []);
  const show = useCallback(
    (title: string, first: Outcome = { tone: 'waiting', words: texts.give.sending }): Tell => {
      const id = ++last;
      setToasts((shown) => [...shown, { id, title, outcome: first }].slice(-mostShown));
      const tell: Tell = (outcome) => {
        setToasts((shown) => shown.map((one) => (one.id === id ? { ...one, outcome } : one)));
        setTimeout(() => remove(id), outcome.tone === 'good' ? 6000 : 20_000);
      };
      if (first.tone !== 'waiting') tell(first);
      return tell;
    },
    [remove],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="log" aria-live="polite">
        {useMemo(
          () =>
            toasts.map(({ id, title, outcome }) => (
              <Notification
                key={id}
                title={title}
                color={colour[outcome.tone]}
                data-outcome={outcome.tone}
                onClose={() => remove(id)}
                closeButtonProps={{ 'aria-label': texts.close }}
              >
                {outcome.words}
              </Notification>
            )),
          [toasts, remove],
        )}
      </div>
    </ToastContext>
  );
}
