import { useQuery } from '@tanstack/react-query';
import { api, read, type Transaction } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { moment } from '../words/times';

/** What does not add up about the session: its flags, the reconciler's cases, what was set aside; and its signed values. */
export function Findings({ session }: { session: Transaction }) {
  const words = texts.session;
  const { id } = session;
  const key = ['cases', 'of', id] as const;
  const cases = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/cases', { params: { query: { transactionId: id, limit: 50 } } })),
  });
  useFresh(key, ({ kind, change }) => kind.startsWith('case') && change.transactionId === id);
  const flags = session.flagDetails ?? [];
  const setAside = session.setAside ?? [];
  const signed = session.signedValues ?? [];
  return (
    <section className="panel stack" aria-labelledby="findings-title">
      <h2 id="findings-title">{words.findings}</h2>
      <Loaded of={cases} lines={1}>
        {({ items }) =>
          items.length + flags.length + setAside.length === 0 ? (
            <p className="quiet">{words.noFindings}</p>
          ) : (
            <ul className="lines">
              {flags.map(({ flag, detail, raisedAt }) => (
                <Finding key={flag + raisedAt} name={flag} tone="amber" detail={detail} at={raisedAt} />
              ))}
              {items.map((one) => (
                <Finding
                  key={one.id}
                  name={one.kind}
                  tone={one.state === 'Open' ? 'red' : 'grey'}
                  detail={[one.detail, one.reason].filter(Boolean).join(' · ')}
                  at={one.lastSeenAt}
                />
              ))}
              {setAside.map((one) => (
                <Finding
                  key={one.id}
                  name={`${words.setAside}: ${one.action}`}
                  tone="amber"
                  detail={one.why}
                  at={one.receivedAt}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {signed.length > 0 && (
        <p>
          {words.signed(signed.length)} <span className="quiet small">{words.signedHint}</span>{' '}
          <a className="plainlink" href={`/api/v1/transactions/${id}/signed-values`} target="_blank" rel="noreferrer">
            {words.signedRaw}
          </a>
        </p>
      )}
    </section>
  );
}

function Finding({ name, tone, detail, at }: { name: string; tone: 'red' | 'amber' | 'grey'; detail: string; at: string }) {
  return (
    <li className="stack tight">
      <span className="row spread">
        <Badge tone={tone}>{name}</Badge>
        <span className="quiet small num">{moment(at)}</span>
      </span>
      <span className="wrap">{detail}</span>
    </li>
  );
}
