import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Ask } from '../parts/Ask';
import { Badge } from '../parts/Status';
import { useToast } from '../parts/Toasts';
import { useLatest } from '../parts/useLatest';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { full, moment } from '../words/times';
import { type IdTag, nameOf, readTag, setBlocked, standing, useDrivers } from './access';
import { CardDialog } from './CardDialog';
import { WhyRefused } from './WhyRefused';

const words = texts.drivers;
const tones = { blocked: 'red', expired: 'amber', inForce: 'green' } as const;

/** Cards with what can be done about each. */
export function CardTable({ tags, withDriver }: { tags: readonly IdTag[]; withDriver?: boolean }) {
  const drivers = useDrivers();
  const { may } = useSession();
  const toast = useToast();
  const changing = useLatest(readTag);
  const [removing, remove] = useState<string | null>(null);
  const [asking, ask] = useState<string | null>(null);
  async function block(idTag: string, blocked: boolean) {
    try {
      await setBlocked(idTag, blocked);
      toast(idTag, { tone: 'good', words: blocked ? words.isBlocked : words.isUnblocked });
    } catch (failure) {
      toast(idTag, { tone: 'bad', words: (failure as Error).message });
    }
  }
  return (
    <>
      <div className="scroll">
        <table className="plain drivers-table">
          <thead>
            <tr>
              <th scope="col">{words.card}</th>
              {withDriver && <th scope="col">{words.driver}</th>}
              <th scope="col">{words.state}</th>
              <th scope="col">{words.note}</th>
              <th scope="col">
                <span className="unseen">{words.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tags.map((tag) => {
              const state = standing(tag);
              return (
                <tr key={tag.idTag} data-id-tag={tag.idTag} data-state={state}>
                  <th scope="row">
                    <span className="mono">{tag.idTag}</span>
                    {tag.parentIdTag && <span className="quiet small"> · {words.parentIs(tag.parentIdTag)}</span>}
                  </th>
                  {withDriver && (
                    <td className="wrap">
                      {tag.driver == null ? (
                        <span className="quiet">{words.nobody}</span>
                      ) : (
                        <Link to="/drivers/$id" params={{ id: String(tag.driver) }}>
                          {nameOf(drivers.data, tag.driver)}
                        </Link>
                      )}
                    </td>
                  )}
                  <td>
                    <span className="row tight">
                      <Badge tone={tones[state]}>{words.standing[state]}</Badge>
                      {tag.expiresAt && (
                        <span className="quiet small num" title={full(tag.expiresAt)}>
                          {words.until(moment(tag.expiresAt))}
                        </span>
                      )}
                      {tag.oneTransactionAtATime && <span className="quiet small">{words.oneAtATime}</span>}
                    </span>
                  </td>
                  <td className="wrap quiet">{tag.note}</td>
                  <td className="right">
                    <Menu position="bottom-end" withinPortal>
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={words.actionsOf(tag.idTag)}>
                          <EllipsisVertical size={16} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item onClick={() => ask(tag.idTag)}>{words.why}</Menu.Item>
                        <Menu.Item component={Link} to="/sessions" search={{ tag: tag.idTag } as never}>
                          {texts.sessions.title}
                        </Menu.Item>
                        {may('operator') && (
                          <>
                            <Menu.Divider />
                            <Menu.Item onClick={() => void changing.open(tag.idTag)}>{words.change}</Menu.Item>
                            <Menu.Item onClick={() => void block(tag.idTag, !tag.blocked)}>
                              {tag.blocked ? words.unblock : words.block}
                            </Menu.Item>
                            <Menu.Item color="red" onClick={() => remove(tag.idTag)}>
                              {words.remove}
                            </Menu.Item>
                          </>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {changing.of && <CardDialog of={changing.of} close={changing.close} />}
      {asking && <WhyRefused idTag={asking} close={() => ask(null)} />}
      {removing && (
        <Ask
          title={words.removeCard(removing)}
          doIt={words.remove}
          grave
          close={() => remove(null)}
          act={() => read(api.DELETE('/api/v1/id-tags/{idTag}', { params: { path: { idTag: removing } } }))}
        >
          <p>{words.removeCardHint}</p>
        </Ask>
      )}
    </>
  );
}
