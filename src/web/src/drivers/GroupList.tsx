import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { api, read, readVersion } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { useLatest } from '../parts/useLatest';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { count } from '../words/numbers';
import { type Group, useGroups } from './access';
import { GroupDialog } from './GroupDialog';
import { PrintStatement } from './Statement';

const words = texts.drivers;

/** The groups: drivers for whom the same rules and prices hold. */
export function GroupList() {
  const groups = useGroups();
  const { may } = useSession();
  const changing = useLatest((id: number) => readVersion(api.GET('/api/v1/groups/{id}', { params: { path: { id } } })));
  const [removing, remove] = useState<Group | null>(null);
  return (
    <section className="panel flush" aria-label={words.tabs.groups}>
      <Loaded of={groups} lines={6}>
        {(shown) =>
          shown.length === 0 ? (
            <Empty
              icon={<UsersRound size={30} strokeWidth={1.5} aria-hidden />}
              title={words.noGroups}
              hint={may('operator') ? words.noGroupsHint : words.noneViewer}
            />
          ) : (
            <div className="scroll">
              <table className="plain drivers-table">
                <thead>
                  <tr>
                    <th scope="col">{words.group}</th>
                    <th scope="col" className="right">
                      {words.tabs.drivers}
                    </th>
                    <th scope="col" className="right">
                      {words.tabs.rules}
                    </th>
                    <th scope="col">{words.parent}</th>
                    <th scope="col">{words.note}</th>
                    <th scope="col">
                      <span className="unseen">{words.actions}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((group) => (
                    <tr key={group.id} data-group={group.id}>
                      <th scope="row" className="wrap">
                        {group.name}
                        {group.oneTransactionAtATime && <span className="quiet small"> · {words.oneAtATime}</span>}
                      </th>
                      <td className="right num">
                        <Link to="/drivers" search={{ group: group.id }}>
                          {count(group.drivers)}
                        </Link>
                      </td>
                      <td className="right num">
                        <Link to="/drivers" search={{ tab: 'rules', group: group.id }}>
                          {count(group.rules)}
                        </Link>
                      </td>
                      <td className="mono">{group.parentIdTag ?? texts.nothing}</td>
                      <td className="wrap quiet">{group.note}</td>
                      <td className="right">
                        <span className="row oneline tight" style={{ justifyContent: 'flex-end' }}>
                          <PrintStatement of="groups" id={group.id} name={group.name} />
                          {may('operator') && (
                            <>
                              <Button
                                size="compact-xs"
                                variant="default"
                                aria-label={words.changeGroup(group.name)}
                                onClick={() => void changing.open(group.id)}
                              >
                                {words.change}
                              </Button>
                              <Button
                                size="compact-xs"
                                variant="default"
                                aria-label={words.removeGroup(group.name)}
                                onClick={() => remove(group)}
                              >
                                {words.remove}
                              </Button>
                            </>
                          )}
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {changing.of && <GroupDialog of={changing.of} close={changing.close} />}
      {removing && (
        <Ask
          title={words.removeGroup(removing.name)}
          doIt={words.remove}
          grave
          close={() => remove(null)}
          act={() => read(api.DELETE('/api/v1/groups/{id}', { params: { path: { id: removing.id } } }))}
        >
          <p>{words.removeGroupHint}</p>
        </Ask>
      )}
    </section>
  );
}
