import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { Trouble } from './Trouble';

/** Shows what a query brought; before that its outline, and what went wrong where it failed. */
export function Loaded<T>({
  of,
  lines = 4,
  children,
}: {
  of: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.isError) return <Trouble problem={of.error} retry={() => void of.refetch()} />;
  return <Outline lines={lines} />;
}

export function Outline({ lines }: { lines: number }) {
  return (
    <div className="stack tight" role="status" aria-label={texts.loading}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of an outline have nothing else
        <Skeleton key={line} height={18} radius={6} width={`${96 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}
