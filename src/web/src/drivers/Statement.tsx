import { Button, Menu, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { texts } from '../texts';
import { count, energy, money } from '../words/numbers';
import { monthName, monthsUntil } from '../words/times';
import { statementAddress } from './access';

const words = texts.drivers;
const offered = 12;

/** What a driver was charged in a month, and the statement to print. */
export function Statement({ driver }: { driver: number }) {
  const months = monthsUntil(new Date(), offered);
  const [month, setMonth] = useState(months[0]!);
  const key = ['statement', driver, month] as const;
  const found = useQuery({
    queryKey: key,
    queryFn: () =>
      read(api.GET('/api/v1/drivers/{id}/statements/{month}', { params: { path: { id: driver, month }, query: { limit: 1 } } })),
  });
  useFresh(key, ({ kind }) => kind === 'priceBooked');
  return (
    <section className="panel stack" aria-labelledby="statement-title">
      <h2 id="statement-title">{words.statement}</h2>
      <div className="row spread">
        <Select
          aria-label={words.month}
          data={months.map((one) => ({ value: one, label: monthName(one) }))}
          value={month}
          onChange={(value) => value && setMonth(value)}
          allowDeselect={false}
        />
        <a className="row tight" href={statementAddress('drivers', driver, month)} target="_blank" rel="noreferrer">
          <Printer size={15} aria-hidden />
          {words.print}
        </a>
      </div>
      <Loaded of={found} lines={2}>
        {({ sums }) =>
          sums.length === 0 ? (
            <p className="quiet">{words.nothingCharged}</p>
          ) : (
            <dl className="facts">
              {sums.map((sum) => (
                <div key={`${sum.currency} ${sum.taxPercent}`}>
                  <dt>{words.charged(count(sum.sessions), energy(sum.energyWh))}</dt>
                  <dd className="num">{money(sum.gross, sum.currency)}</dd>
                </div>
              ))}
            </dl>
          )
        }
      </Loaded>
    </section>
  );
}

/** Opens a statement of a month to print. */
export function PrintStatement({ of, id, name }: { of: 'drivers' | 'groups'; id: number; name: string }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-xs" variant="default" aria-label={words.statementOf(name)}>
          {words.statement}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {monthsUntil(new Date(), offered).map((month) => (
          <Menu.Item key={month} component="a" href={statementAddress(of, id, month)} target="_blank" rel="noreferrer">
            {monthName(month)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
