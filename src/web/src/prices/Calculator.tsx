import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Amount } from '../parts/Amount';
import { PriceSteps } from '../sessions/PriceSteps';
import { texts } from '../texts';
import { money } from '../words/numbers';
import { full, today } from '../words/times';
import { pricesKey, type Terms } from './tariffs';

const words = texts.prices;

type Example = { startsAt: string; kWh: number | null; minutes: number | null; idle: number | null };

/** Prices an example session by terms, step by step, as the CSMS calculates a real one. */
export function Calculator({ terms }: { terms: Terms }) {
  const sites = useNetwork((network) => network.sites);
  const [site, setSite] = useState<string | null>(null);
  const [example, set] = useState<Example>({ startsAt: `${today()}T18:00`, kWh: 20, minutes: 120, idle: 0 });
  const change = (part: Partial<Example>) => set((before) => ({ ...before, ...part }));
  const chosen = Number(site ?? sites.at(-1)?.id ?? 0);
  const [asked] = useDebouncedValue({ terms, site: chosen, ...example }, 300);
  const found = useQuery({
    queryKey: [...pricesKey, 'calculation', asked],
    enabled: asked.site > 0 && asked.kWh !== null && asked.minutes !== null,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: () =>
      read(
        api.POST('/api/v1/price-calculations', {
          body: {
            terms: asked.terms,
            site: asked.site,
            startsAt: asked.startsAt,
            energyWh: Math.round(asked.kWh! * 1000),
            minutes: asked.minutes,
            idleMinutes: asked.idle ?? 0,
          },
        }),
      ),
  });
  return (
    // Within a form Enter sends what is being written: here it only asks.
    <section
      className="panel stack"
      aria-labelledby="calculator-title"
      data-calculator
      onKeyDown={(e) => e.key === 'Enter' && e.target instanceof HTMLInputElement && e.preventDefault()}
    >
      <h2 id="calculator-title">{words.calculator}</h2>
      <div className="two">
        {sites.length > 1 && (
          <Select
            label={words.clockOf}
            allowDeselect={false}
            data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
            value={String(chosen)}
            onChange={setSite}
          />
        )}
        <TextInput
          type="datetime-local"
          label={words.startsAt}
          value={example.startsAt}
          onChange={(e) => e.currentTarget.value && change({ startsAt: e.currentTarget.value })}
        />
        <Amount label={words.energy} unit="kWh" decimals={3} most={1000} value={example.kWh} change={(kWh) => change({ kWh })} />
        <Amount
          label={words.charging}
          unit="min"
          decimals={0}
          most={20_160}
          value={example.minutes}
          change={(minutes) => change({ minutes })}
        />
        <Amount
          label={words.idling}
          unit="min"
          decimals={0}
          most={20_160}
          value={example.idle}
          change={(idle) => change({ idle })}
        />
      </div>
      <div role="status" aria-live="polite" className="stack">
        {found.isError && <p className="bad">{found.error.message}</p>}
        {found.data && !found.isError && (
          <>
            <PriceSteps price={found.data.price} />
            <p className="quiet small num">
              {words.fromTo(full(found.data.from, found.data.timeZone), full(found.data.until, found.data.timeZone))}
              {found.data.price.tax > 0 &&
                ` · ${words.netAndTax(
                  money(found.data.price.net, found.data.price.currency),
                  money(found.data.price.tax, found.data.price.currency),
                )}`}
            </p>
          </>
        )}
      </div>
    </section>
  );
}
