import { Checkbox, TextInput } from '@mantine/core';
import { Amount } from '../parts/Amount';
import { texts } from '../texts';
import type { Terms } from './tariffs';

const words = texts.prices;

type Props = { terms: Terms; change: (part: Partial<Terms>) => void; currencyFixed: boolean };

/** What a tariff says apart from its bands. */
export function TermsForm({ terms, change, currencyFixed }: Props) {
  const money = (
    [
      ['startFee', words.startFee, words.startFeeHint],
      ['perKwh', words.rates.perKwh, undefined],
      ['perMinute', words.rates.perMinute, words.perMinuteHint],
      ['idlePerMinute', words.rates.idlePerMinute, words.idleHint],
    ] as const
  ).map(([field, label, description]) => (
    <Amount
      key={field}
      name={field}
      label={label}
      description={description}
      unit={field === 'startFee' ? terms.currency : `${terms.currency}${field === 'perKwh' ? '/kWh' : '/min'}`}
      value={terms[field] ?? null}
      change={(value) => change({ [field]: value })}
    />
  ));
  return (
    <>
      <div className="two">
        <TextInput
          label={words.currency}
          description={currencyFixed ? words.currencyFixed : words.currencyHint}
          value={terms.currency}
          onChange={(e) => change({ currency: e.currentTarget.value.toUpperCase() })}
          maxLength={3}
          disabled={currencyFixed}
          spellCheck={false}
        />
        <Amount
          name="taxPercent"
          label={words.tax}
          unit="%"
          most={100}
          decimals={4}
          value={terms.taxPercent ?? null}
          change={(taxPercent) => change({ taxPercent })}
        />
      </div>
      <Checkbox
        label={words.includesTax}
        checked={terms.pricesIncludeTax ?? false}
        onChange={(e) => change({ pricesIncludeTax: e.currentTarget.checked })}
      />
      <div className="two">
        {money}
        <Amount
          name="idleGraceMinutes"
          label={words.grace}
          description={words.graceHint}
          unit="min"
          decimals={0}
          most={1440}
          value={terms.idleGraceMinutes ?? null}
          change={(idleGraceMinutes) => change({ idleGraceMinutes })}
        />
      </div>
      <div className="two">
        <Amount
          name="minimum"
          label={words.minimum}
          unit={terms.currency}
          value={terms.minimum ?? null}
          change={(minimum) => change({ minimum })}
        />
        <Amount
          name="maximum"
          label={words.maximum}
          unit={terms.currency}
          value={terms.maximum ?? null}
          change={(maximum) => change({ maximum })}
        />
      </div>
    </>
  );
}
