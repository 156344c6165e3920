import { Button } from '@mantine/core';
import { Inbox, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';

/** What stands where a list is empty: why it is, and what to do. */
export function Empty({
  title,
  hint,
  children,
  icon,
}: {
  title: string;
  hint?: ReactNode;
  children?: ReactNode;
  icon?: ReactNode;
}) {
  return (
    <div className="empty">
      {icon ?? <Inbox size={30} strokeWidth={1.5} aria-hidden />}
      <strong>{title}</strong>
      {hint && <p className="small">{hint}</p>}
      {children}
    </div>
  );
}

/** What stands where something could not be loaded. */
export function Trouble({ problem, retry, title }: { problem: Error; retry?: () => void; title?: string }) {
  return (
    <div className="empty" role="alert">
      <TriangleAlert size={30} strokeWidth={1.5} aria-hidden />
      <strong>{title ?? texts.problems.failed}</strong>
      <p className="small wrap">{problem.message}</p>
      {retry && (
        <Button variant="default" onClick={retry}>
          {texts.retry}
        </Button>
      )}
    </div>
  );
}
