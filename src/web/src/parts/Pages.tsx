import { Button } from '@mantine/core';
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { Outline } from './Loaded';
import { Trouble } from './Trouble';

type PageOf<T> = { items: T[]; next?: string | null };

/** A list that is read page by page, the newest first. */
export const usePages = <T,>(
  queryKey: readonly unknown[],
  page: (after: string | undefined) => Promise<PageOf<T>>,
  refetchInterval?: number,
) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval,
  });

type Props<T> = { of: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>; empty: ReactNode; children: (items: T[]) => ReactNode };

/** Shows such a list as far as it was read, and reads further when asked. */
export function Pages<T>({ of, empty, children }: Props<T>) {
  if (of.isError && !of.data) return <Trouble problem={of.error} retry={() => void of.refetch()} />;
  if (!of.data) {
    return (
      <div style={{ padding: '1.15rem' }}>
        <Outline lines={6} />
      </div>
    );
  }
  const items = of.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      {of.hasNextPage && (
        <p style={{ padding: '.8rem 1.15rem', textAlign: 'center' }}>
          <Button variant="default" size="compact-sm" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
            {texts.earlier}
          </Button>
        </p>
      )}
    </>
  );
}
