import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ApiProblem, all, api, read, readVersion, type Schemas } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded, Outline } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { Empty, Trouble } from '../parts/Trouble';
import { useLatest } from '../parts/useLatest';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { day, full, moment } from '../words/times';
import { Assignments } from './Assignments';
import { Calculator } from './Calculator';
import { NameDialog } from './NameDialog';
import { PriceWeek } from './PriceWeek';
import { TermsView } from './TermsView';
import { asTerms, pricesKey, type Tariff, useFreshPrices } from './tariffs';
import '../parts/forms.css';
import '../sessions/sessions.css';
import './prices.css';

const TariffDialog = lazy(() => import('./TariffDialog').then(({ TariffDialog }) => ({ default: TariffDialog })));

const words = texts.prices;

type Version = Schemas['TariffVersionView'];

/** One tariff: its versions, each drawn over the week, where it holds, and what an example would cost. */
export function TariffPage() {
  const { id } = routes.tariff.useParams();
  const number = Number(id);
  useFreshPrices();
  const found = useQuery({
    queryKey: [...pricesKey, 'tariff', number],
    enabled: Number.isInteger(number),
    queryFn: () => read(api.GET('/api/v1/tariffs/{id}', { params: { path: { id: number } } })),
  });
  useTitle(found.data?.name ?? words.title);
  if (!Number.isInteger(number) || (found.error instanceof ApiProblem && found.error.status === 404)) {
    return (
      <Empty title={words.unknown(id)} hint={words.unknownHint}>
        <Link to="/prices">{words.title}</Link>
      </Empty>
    );
  }
  if (found.error && !found.data) return <Trouble problem={found.error} retry={() => void found.refetch()} />;
  return found.data ? <Whole tariff={found.data} /> : <Outline lines={8} />;
}

function Whole({ tariff }: { tariff: Tariff }) {
  const { id, name, note, current } = tariff;
  const versions = useQuery({
    queryKey: [...pricesKey, 'versions', id],
    queryFn: () =>
      all((after) =>
        read(
          api.GET('/api/v1/tariffs/{id}/versions', {
            params: { path: { id }, query: { limit: 500, after: after === undefined ? undefined : Number(after) } },
          }),
        ),
      ),
  });
  const [chosen, choose] = useState<number | null>(null);
  return (
    <div className="stack" data-tariff={id}>
      <div className="title">
        <div className="stack tight">
          <p className="small">
            <Link to="/prices">{words.title}</Link>
          </p>
          <h1>{name}</h1>
          {note && <p className="quiet wrap">{note}</p>}
        </div>
        <Actions tariff={tariff} newest={versions.data?.[0]} />
      </div>
      <Loaded of={versions} lines={8}>
        {(all) => {
          const version = all.find((one) => one.number === (chosen ?? current?.number)) ?? all[0]!;
          return (
            <div className="session-columns">
              <div className="stack">
                <section className="panel stack" aria-labelledby="terms-title" data-version={version.number}>
                  <div className="head">
                    <h2 id="terms-title">{words.says}</h2>
                    <span className="row">
                      <Standing version={version} current={current ?? null} />
                      {all.length > 1 && (
                        <Select
                          aria-label={words.version}
                          allowDeselect={false}
                          data={all.map((one) => ({
                            value: String(one.number),
                            label: words.versionFrom(one.number, day(one.validFrom)),
                          }))}
                          value={String(version.number)}
                          onChange={(value) => choose(Number(value))}
                        />
                      )}
                    </span>
                  </div>
                  <TermsView terms={asTerms(version.terms)} />
                  <PriceWeek terms={asTerms(version.terms)} />
                  <p className="quiet small">{words.made(full(version.validFrom), moment(version.madeAt), version.madeBy)}</p>
                </section>
                <Assignments tariffs={[tariff]} only={id} />
              </div>
              <Calculator terms={asTerms(version.terms)} />
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

function Standing({ version, current }: { version: Version; current: Version | null }) {
  if (version.number === current?.number) return <Badge tone="green">{words.holdsNow}</Badge>;
  return Date.parse(version.validFrom) > Date.now() ? (
    <Badge tone="blue">{words.toCome}</Badge>
  ) : (
    <Badge tone="grey">{words.over}</Badge>
  );
}

function Actions({ tariff, newest }: { tariff: Tariff; newest: Version | undefined }) {
  const { may } = useSession();
  const navigate = useNavigate();
  const path = { params: { path: { id: tariff.id } } };
  const latest = () => readVersion(api.GET('/api/v1/tariffs/{id}', path));
  const saying = useLatest(latest);
  const naming = useLatest(latest);
  const [removing, remove] = useState(false);
  if (!may('operator')) return null;
  return (
    <div className="row">
      <Button variant="default" onClick={() => remove(true)}>
        {texts.drivers.remove}
      </Button>
      <Button variant="default" onClick={() => void naming.open(undefined)}>
        {words.rename}
      </Button>
      {newest && <Button onClick={() => void saying.open(undefined)}>{words.newVersion}</Button>}
      {naming.of && <NameDialog of={naming.of} close={naming.close} />}
      <Suspense>{saying.of && <TariffDialog of={saying.of} terms={asTerms(newest!.terms)} close={saying.close} />}</Suspense>
      {removing && (
        <Ask
          title={words.removeTariff(tariff.name)}
          doIt={texts.drivers.remove}
          grave
          close={() => remove(false)}
          act={async () => {
            await read(api.DELETE('/api/v1/tariffs/{id}', path));
            await navigate({ to: '/prices' });
          }}
        >
          <p>{words.removeTariffHint}</p>
        </Ask>
      )}
    </div>
  );
}
