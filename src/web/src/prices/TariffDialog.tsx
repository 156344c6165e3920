import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { texts } from '../texts';
import { BandForm } from './BandForm';
import { Calculator } from './Calculator';
import { Holidays } from './Holidays';
import { PriceWeek } from './PriceWeek';
import { TermsForm } from './TermsForm';
import type { Band, Tariff, Terms } from './tariffs';

const words = texts.prices;

const first: Terms = {
  currency: 'EUR',
  taxPercent: 19,
  pricesIncludeTax: true,
  perKwh: 0.49,
  startFee: null,
  perMinute: null,
  idlePerMinute: null,
  idleGraceMinutes: null,
  minimum: null,
  maximum: null,
  bands: [],
  holidays: [],
};
const night: Band = { name: words.night, from: '22:00', to: '06:00', perKwh: 0.39 };

/** Adds a tariff, or says something else for one from an instant on; drawn and priced while it is written. */
export function TariffDialog({ of, terms: before, close }: { of?: Versioned<Tariff>; terms?: Terms; close: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [terms, setTerms] = useState<Terms>(before ?? first);
  const change = (part: Partial<Terms>) => setTerms((now) => ({ ...now, ...part }));
  const bands = terms.bands ?? [];
  const setBand = (at: number, band: Band) => change({ bands: bands.map((one, other) => (other === at ? band : one)) });
  function move(at: number, to: number) {
    const moved = bands.toSpliced(at, 1);
    moved.splice(to, 0, bands[at]!);
    change({ bands: moved });
  }
  return (
    <Ask
      title={of ? words.newVersionOf(of.data.name) : words.addTariff}
      doIt={of ? words.say : texts.drivers.add}
      wide
      close={close}
      act={async () => {
        if (of) {
          await read(
            api.POST('/api/v1/tariffs/{id}/versions', {
              params: { path: { id: of.data.id } },
              ...ifMatch(of.version),
              body: { terms, validFrom: from },
            }),
          );
        } else {
          const body = { name: name.trim(), note: note.trim() || null, terms, validFrom: from };
          const made = await read(api.POST('/api/v1/tariffs', { body }));
          await navigate({ to: '/prices/$id', params: { id: String(made.id) } });
        }
      }}
    >
      {of ? (
        <p>{words.versionHint}</p>
      ) : (
        <div className="two">
          <TextInput
            label={texts.drivers.name}
            name="name"
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={80}
            autoComplete="off"
            data-autofocus
          />
          <TextInput label={texts.drivers.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
        </div>
      )}
      <TermsForm terms={terms} change={change} currencyFixed={of !== undefined} />
      <fieldset className="plain-set stack tight">
        <legend>{words.bands}</legend>
        <p className="quiet small">{words.bandsHint}</p>
        {bands.map((band, at) => (
          <BandForm
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is known by its place
            key={at}
            at={at}
            last={bands.length - 1}
            band={band}
            currency={terms.currency}
            change={(part) => setBand(at, { ...band, ...part })}
            move={(to) => move(at, to)}
            remove={() => change({ bands: bands.toSpliced(at, 1) })}
          />
        ))}
        <Button size="compact-sm" variant="default" onClick={() => change({ bands: [...bands, night] })}>
          {words.addBand}
        </Button>
      </fieldset>
      <Holidays value={terms.holidays ?? []} change={(holidays) => change({ holidays })} />
      <InstantInput label={words.validFrom} description={words.validFromHint} value={from} change={setFrom} />
      <PriceWeek terms={terms} />
      <Calculator terms={terms} />
    </Ask>
  );
}
