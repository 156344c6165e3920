import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo, type ReactNode, useCallback, useRef } from 'react';
import { Connection, Status } from '../parts/Status';
import type { StationsSearch } from '../router';
import { texts } from '../texts';
import { power } from '../words/numbers';
import { moment } from '../words/times';
import type { Column, Line } from './choose';
import './stations.css';

// As in stations.css; on a phone a row has two lines.
const rowHeight = 52;
const tallRowHeight = 68;

type Props = {
  lines: readonly Line[];
  search: StationsSearch;
  change: (part: Partial<StationsSearch>) => void;
  /** Null: nothing can be selected. */
  selected: ReadonlySet<string> | null;
  select: (selected: ReadonlySet<string>) => void;
};

/** The stations as a table of which only what is seen is drawn. */
export function StationTable({ lines, search, change, selected, select }: Props) {
  const words = texts.stations;
  const scroller = useRef<HTMLDivElement>(null);
  const phone = useMediaQuery('(max-width: 52rem)') ?? false;
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? tallRowHeight : rowHeight),
    overscan: 12,
    getItemKey: (at) => lines[at]!.station.identity,
  });
  const latest = useRef(selected);
  latest.current = selected;
  const toggle = useCallback(
    (identity: string) => {
      const next = new Set(latest.current);
      if (!next.delete(identity)) next.add(identity);
      select(next);
    },
    [select],
  );
  const everything = selected !== null && lines.every(({ station }) => selected.has(station.identity));
  const sortedBy = (search.sort ?? 'identity') as Column;
  const heads: [Column | null, string, string][] = [
    ['identity', words.identity, ''],
    ['site', words.site, 'site'],
    ['model', words.model, 'model'],
    ['connection', words.connection, ''],
    [null, words.connectors, 'connectors'],
    ['power', words.power, 'right'],
    ['changed', words.changed, 'right changed'],
  ];
  return (
    <div
      className="station-table"
      ref={scroller}
      role="table"
      aria-label={words.title}
      aria-rowcount={lines.length + 1}
      tabIndex={0}
      data-selectable={selected !== null}
    >
      <div className="line heads" role="row" tabIndex={-1}>
        {selected !== null && (
          <span role="columnheader" tabIndex={-1}>
            <Checkbox
              size="xs"
              aria-label={words.selectAll}
              checked={everything}
              indeterminate={!everything && selected.size > 0}
              onChange={() => select(everything ? new Set() : new Set(lines.map(({ station }) => station.identity)))}
            />
          </span>
        )}
        {heads.map(([column, name, kind]) => (
          <span
            key={name}
            role="columnheader"
            tabIndex={-1}
            className={kind}
            aria-sort={column === sortedBy ? (search.down ? 'descending' : 'ascending') : undefined}
          >
            {column ? (
              <button
                type="button"
                aria-label={words.sortBy(name)}
                onClick={() =>
                  change({
                    sort: column === 'identity' ? undefined : column,
                    down: column === sortedBy && !search.down ? true : undefined,
                  })
                }
              >
                {name}
                {column === sortedBy && (search.down ? <ArrowDown size={13} aria-hidden /> : <ArrowUp size={13} aria-hidden />)}
              </button>
            ) : (
              name
            )}
          </span>
        ))}
      </div>
      <div className="body" style={{ height: rows.getTotalSize() }} role="rowgroup">
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index]!;
          return (
            <StationRow
              key={key}
              line={line}
              start={start}
              index={index}
              selected={selected?.has(line.station.identity) ?? null}
              toggle={toggle}
            />
          );
        })}
      </div>
    </div>
  );
}

type RowProps = { line: Line; start: number; index: number; selected: boolean | null; toggle: (identity: string) => void };

const same = (one: RowProps, other: RowProps) =>
  one.line.station === other.line.station &&
  one.line.watts === other.line.watts &&
  one.line.site === other.line.site &&
  one.start === other.start &&
  one.selected === other.selected;

const StationRow = memo(function StationRow({
  line: { station, site, watts, changedAt },
  start,
  index,
  selected,
  toggle,
}: RowProps) {
  const { identity } = station;
  return (
    <div
      className="line"
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)` }}
      data-station={identity}
    >
      {selected !== null && (
        <Cell>
          <Checkbox size="xs" aria-label={texts.stations.select(identity)} checked={selected} onChange={() => toggle(identity)} />
        </Cell>
      )}
      <Cell>
        <Link to="/stations/$identity" params={{ identity }} className="plain cut name">
          {identity}
        </Link>
      </Cell>
      <Cell className="site cut quiet">{site}</Cell>
      <Cell className="model cut">
        {station.model ? (
          <>
            {station.vendor} {station.model} <span className="quiet small">{station.firmwareVersion}</span>
          </>
        ) : (
          <span className="quiet">{texts.stations.notBooted}</span>
        )}
      </Cell>
      <Cell>
        <Connection station={station} />
      </Cell>
      <Cell className="connectors">
        {station.connectors
          .filter(({ connectorId, status }) => connectorId > 0 || status === 'Faulted')
          .slice(0, 4)
          .map(({ connectorId, status, statusAt }) => (
            <Status key={connectorId} status={status} at={statusAt} />
          ))}
      </Cell>
      <Cell className="right num">{watts === null ? <span className="quiet">{texts.nothing}</span> : power(watts)}</Cell>
      <Cell className="right num quiet small changed">{moment(changedAt)}</Cell>
    </div>
  );
}, same);

function Cell({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={className} role="cell" tabIndex={-1}>
      {children}
    </span>
  );
}
