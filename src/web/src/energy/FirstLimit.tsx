import { Button } from '@mantine/core';
import { Gauge } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ApiProblem, Site } from '../api/client';
import { Amount } from '../parts/Amount';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { kilowattsOf, limitOnly } from './plan';
import { useSavePlan } from './usePower';

/** A site without a limit: says what one does, and asks for it. */
export function FirstLimit({ site }: { site: Site }) {
  const words = texts.energy;
  const save = useSavePlan(site.id);
  const { may } = useSession();
  const [amperes, setAmperes] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (amperes === null) return setProblem(words.needAmperes);
    setBusy(true);
    try {
      await save(limitOnly(site.name, amperes));
    } catch (failure) {
      setProblem((failure as ApiProblem).message);
      setBusy(false);
    }
  }
  return (
    <section className="panel" data-no-plan={site.id}>
      <Empty
        icon={<Gauge size={34} strokeWidth={1.5} aria-hidden />}
        title={words.none}
        hint={may('operator') ? words.noneHint : words.noneViewer}
      >
        {may('operator') && (
          <form className="row first-limit" onSubmit={submit} noValidate>
            <Amount
              label={words.siteLimit}
              name="first-limit"
              value={amperes}
              change={setAmperes}
              unit="A"
              decimals={1}
              most={10_000}
            />
            <Button type="submit" loading={busy}>
              {words.setLimit}
            </Button>
          </form>
        )}
        {amperes !== null && <p className="small num">{words.thatIs(quantity(Math.round(kilowattsOf(amperes) * 10) / 10))}</p>}
        {problem && (
          <p role="alert" className="bad small">
            {problem}
          </p>
        )}
      </Empty>
    </section>
  );
}
