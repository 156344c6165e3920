import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Tag } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { Assignments } from './Assignments';
import { PriceWeek } from './PriceWeek';
import { asTerms, type Tariff, useFreshPrices, useTariffs } from './tariffs';
import '../parts/forms.css';
import './prices.css';

const TariffDialog = lazy(() => import('./TariffDialog').then(({ TariffDialog }) => ({ default: TariffDialog })));

const words = texts.prices;

/** The tariffs with what they say now, and where and for whom they hold. */
export function Prices() {
  useTitle(words.title);
  useFreshPrices();
  const tariffs = useTariffs();
  const { may } = useSession();
  const [adding, add] = useState(false);
  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {may('operator') && <Button onClick={() => add(true)}>{words.addTariff}</Button>}
      </div>
      <Loaded of={tariffs} lines={8}>
        {(shown) =>
          shown.length === 0 ? (
            <section className="panel">
              <Empty
                icon={<Tag size={30} strokeWidth={1.5} aria-hidden />}
                title={words.none}
                hint={may('operator') ? words.noneHint : texts.drivers.noneViewer}
              />
            </section>
          ) : (
            <div className="stack">
              <div className="tariffs">
                {shown.map((tariff) => (
                  <TariffCard key={tariff.id} tariff={tariff} />
                ))}
              </div>
              <Assignments tariffs={shown} />
            </div>
          )
        }
      </Loaded>
      <Suspense>{adding && <TariffDialog close={() => add(false)} />}</Suspense>
    </>
  );
}

function TariffCard({ tariff: { id, name, note, current, assignments } }: { tariff: Tariff }) {
  return (
    <article className="panel stack tight" data-tariff={id}>
      <div className="row spread">
        <h2>
          <Link to="/prices/$id" params={{ id: String(id) }}>
            {name}
          </Link>
        </h2>
        <Badge tone={assignments > 0 ? 'green' : 'grey'}>{words.assignedTo(assignments)}</Badge>
      </div>
      {current ? <PriceWeek terms={asTerms(current.terms)} small /> : <p className="quiet">{words.notYet}</p>}
      {note && <p className="quiet small wrap">{note}</p>}
    </article>
  );
}
