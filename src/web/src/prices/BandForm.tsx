import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { Amount } from '../parts/Amount';
import { WindowInput } from '../parts/WindowInput';
import { days } from '../parts/week';
import { texts } from '../texts';
import { MonthDayInput } from './MonthDayInput';
import { rateKinds } from './rates';
import type { Band } from './tariffs';
import { bandTone } from './tones';

const words = texts.prices;

type Props = {
  at: number;
  last: number;
  band: Band;
  currency: string;
  change: (part: Partial<Band>) => void;
  move: (to: number) => void;
  remove: () => void;
};

/** One band: when it holds and what it changes. Which stands first counts first. */
export function BandForm({ at, last, band, currency, change, move, remove }: Props) {
  return (
    <section className="window band" aria-label={words.bandNumber(at + 1)}>
      <div className="row spread" style={{ width: '100%', alignItems: 'end' }}>
        <TextInput
          className="grow"
          label={<span className="swatch" data-tone={bandTone(at)}>{`${words.band} ${at + 1}`}</span>}
          description={words.bandNameHint}
          value={band.name}
          onChange={(e) => change({ name: e.currentTarget.value })}
          maxLength={40}
        />
        <span className="row tight">
          <ActionIcon variant="default" size="lg" aria-label={words.moveUp} disabled={at === 0} onClick={() => move(at - 1)}>
            <ArrowUp size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={words.moveDown} disabled={at === last} onClick={() => move(at + 1)}>
            <ArrowDown size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="default" size="lg" aria-label={words.removeBand(band.name)} onClick={remove}>
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <WindowInput
        value={{ days: band.days?.length ? band.days : [...days], from: band.from ?? '00:00', to: band.to ?? '24:00' }}
        change={({ days: chosen, from, to }) => change({ days: chosen.length === 7 ? null : chosen, from, to })}
      />
      <div className="two">
        <Select
          label={words.holidays}
          allowDeselect={false}
          data={(['Any', 'Only', 'Never'] as const).map((value) => ({ value, label: words.holidayRules[value] }))}
          value={band.holidays ?? 'Any'}
          onChange={(holidays) => change({ holidays })}
        />
        <Checkbox
          label={words.onlySeason}
          checked={band.seasonFrom != null}
          onChange={(e) =>
            change(e.currentTarget.checked ? { seasonFrom: '11-01', seasonTo: '02-28' } : { seasonFrom: null, seasonTo: null })
          }
          pt={28}
        />
      </div>
      {band.seasonFrom != null && band.seasonTo != null && (
        <div className="two">
          <MonthDayInput label={words.seasonFrom} value={band.seasonFrom} change={(seasonFrom) => change({ seasonFrom })} />
          <MonthDayInput label={words.seasonTo} value={band.seasonTo} change={(seasonTo) => change({ seasonTo })} />
        </div>
      )}
      <div className="two">
        {rateKinds.map((kind) => (
          <Amount
            key={kind}
            label={words.rates[kind]}
            unit={`${currency}${kind === 'perKwh' ? '/kWh' : '/min'}`}
            value={band[kind] ?? null}
            change={(value) => change({ [kind]: value })}
          />
        ))}
      </div>
      <p className="quiet small">{words.emptyKeeps}</p>
    </section>
  );
}
