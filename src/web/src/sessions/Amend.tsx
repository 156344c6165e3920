import { Button, Radio, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { onceKey } from '../prices/tariffs';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { money } from '../words/numbers';

const words = texts.amend;

type How = 'refund' | 'less' | 'more';
type Props = { id: number; balance: number; currency: string };

/** Gives back, takes off or adds something to what a session was charged: a new entry of the book with its own receipt. */
export function Amend({ id, balance, currency }: Props) {
  const { may } = useSession();
  const [asking, ask] = useState(false);
  if (!may('operator')) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => ask(true)}>
        {words.title}
      </Button>
      {asking && <AmendDialog id={id} balance={balance} currency={currency} close={() => ask(false)} />}
    </>
  );
}

function AmendDialog({ id, balance, currency, close }: Props & { close: () => void }) {
  const client = useQueryClient();
  const [key] = useState(onceKey);
  const [how, setHow] = useState<How>('refund');
  const [amount, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  return (
    <Ask
      title={words.titleOf(id)}
      doIt={words.doIt[how]}
      grave={how !== 'more'}
      close={close}
      act={async () => {
        if (!amount) throw new Error(words.amountNeeded);
        const body = {
          kind: how === 'refund' ? 'Refund' : 'Correction',
          gross: how === 'less' ? -amount : amount,
          reason: reason.trim(),
        };
        await read(
          api.POST('/api/v1/transactions/{id}/price-entries', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body,
          }),
        );
        await client.invalidateQueries({ queryKey: ['session', id, 'price'] });
      }}
    >
      <p className="num">{words.charged(money(balance, currency))}</p>
      <Radio.Group label={words.what} value={how} onChange={(value) => setHow(value as How)}>
        <div className="stack tight">
          <Radio value="refund" label={words.refund} />
          <Radio value="less" label={words.less} />
          <Radio value="more" label={words.more} />
        </div>
      </Radio.Group>
      <Amount name="gross" label={words.amount} unit={currency} decimals={3} value={amount} change={setAmount} autoFocus />
      <TextInput
        label={words.reason}
        description={words.reasonHint}
        name="reason"
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        maxLength={200}
      />
    </Ask>
  );
}
