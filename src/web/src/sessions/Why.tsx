import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { Decision } from '../parts/Decision';
import { Loaded } from '../parts/Loaded';
import { texts } from '../texts';

/** The decisions about the session's tag: what was told, by which rule, and what was looked at. */
export function Why({ id, zone }: { id: number; zone: string | undefined }) {
  const words = texts.session;
  const found = useQuery({
    queryKey: ['session', id, 'why'],
    queryFn: () => read(api.GET('/api/v1/transactions/{id}/authorizations', { params: { path: { id }, query: { limit: 50 } } })),
  });
  return (
    <section className="panel" aria-labelledby="why-title">
      <h2 id="why-title">{words.why}</h2>
      <Loaded of={found} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noWhy}</p>
          ) : (
            <ol className="lines">
              {items.toReversed().map((one) => (
                <li key={one.id}>
                  <Decision decided={one} zone={zone} />
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}
