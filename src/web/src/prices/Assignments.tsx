import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read, readVersion } from '../api/client';
import { nameOf, useGroups } from '../drivers/access';
import { useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { useLatest } from '../parts/useLatest';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { AssignmentDialog } from './AssignmentDialog';
import { type Assignment, type Tariff, useAssignments } from './tariffs';

const words = texts.prices;

type Props = { tariffs: readonly Pick<Tariff, 'id' | 'name'>[]; only?: number };

/** Where and for whom tariffs hold; of one tariff only, where its number is given. */
export function Assignments({ tariffs, only }: Props) {
  const assignments = useAssignments(only);
  const groups = useGroups();
  const sites = useNetwork((network) => network.sites);
  const { may } = useSession();
  const [adding, add] = useState(false);
  const [removing, remove] = useState<Assignment | null>(null);
  const changing = useLatest((id: number) =>
    readVersion(api.GET('/api/v1/tariff-assignments/{id}', { params: { path: { id } } })),
  );
  const whereOf = ({ station, site }: Assignment) => station ?? (site == null ? texts.place.everywhere : nameOf(sites, site));
  const whomOf = ({ group }: Assignment) => (group == null ? words.everybody : nameOf(groups.data, group));
  return (
    <section className="panel flush" aria-labelledby="assignments-title">
      <div className="head">
        <h2 id="assignments-title">{words.assignments}</h2>
        {may('operator') && (
          <Button size="compact-sm" variant="default" onClick={() => add(true)}>
            {words.assign}
          </Button>
        )}
      </div>
      <Loaded of={assignments} lines={3}>
        {(shown) =>
          shown.length === 0 ? (
            <p className="quiet inner">{words.noAssignments}</p>
          ) : (
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    {only === undefined && <th scope="col">{words.tariff}</th>}
                    <th scope="col">{texts.place.where}</th>
                    <th scope="col">{words.forWhom}</th>
                    <th scope="col">
                      <span className="unseen">{texts.drivers.actions}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((one) => (
                    <tr key={one.id} data-assignment={one.id}>
                      {only === undefined && (
                        <th scope="row">
                          <Link to="/prices/$id" params={{ id: String(one.tariff) }}>
                            {nameOf(tariffs, one.tariff)}
                          </Link>
                        </th>
                      )}
                      <td>{whereOf(one)}</td>
                      <td>{whomOf(one)}</td>
                      <td className="right">
                        {may('operator') && (
                          <span className="row oneline tight" style={{ justifyContent: 'flex-end' }}>
                            {only === undefined && (
                              <Button
                                size="compact-xs"
                                variant="default"
                                aria-label={words.changeAssignment(whereOf(one), whomOf(one))}
                                onClick={() => void changing.open(one.id)}
                              >
                                {texts.drivers.change}
                              </Button>
                            )}
                            <Button
                              size="compact-xs"
                              variant="default"
                              aria-label={words.removeAssignment(whereOf(one), whomOf(one))}
                              onClick={() => remove(one)}
                            >
                              {texts.drivers.remove}
                            </Button>
                          </span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <p className="quiet small inner">{words.whichCounts}</p>
      {adding && <AssignmentDialog tariffs={tariffs} tariff={only} close={() => add(false)} />}
      {changing.of && <AssignmentDialog tariffs={tariffs} of={changing.of} close={changing.close} />}
      {removing && (
        <Ask
          title={words.removeAssignment(whereOf(removing), whomOf(removing))}
          doIt={texts.drivers.remove}
          grave
          close={() => remove(null)}
          act={() => read(api.DELETE('/api/v1/tariff-assignments/{id}', { params: { path: { id: removing.id } } }))}
        >
          <p>{words.removeAssignmentHint}</p>
        </Ask>
      )}
    </section>
  );
}
