import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { all, api, read, readVersion } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { useLatest } from '../parts/useLatest';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { accessKey, nameOf, numbered, type Rule, useGroups } from './access';
import { RuleCard } from './RuleCard';
import { RuleDialog } from './RuleDialog';
import { SitePolicies } from './SitePolicies';

const words = texts.rules;

/** The rules: which group may charge where, when and how much; and what holds at each site where no rule speaks. */
export function Rules() {
  const { group } = routes.drivers.useSearch();
  const navigate = useNavigate({ from: '/drivers' });
  const groups = useGroups();
  const { may } = useSession();
  const rules = useQuery({
    queryKey: [...accessKey, 'rules', group],
    queryFn: () =>
      all((after) =>
        read(api.GET('/api/v1/charging-rules', { params: { query: { group, limit: 500, after: numbered(after) } } })),
      ),
  });
  const changing = useLatest((id: number) => readVersion(api.GET('/api/v1/charging-rules/{id}', { params: { path: { id } } })));
  const [removing, remove] = useState<Rule | null>(null);
  return (
    <div className="stack">
      <SitePolicies />
      {(groups.data?.length ?? 0) > 0 && (
        <search className="row">
          <Select
            label={texts.drivers.group}
            placeholder={texts.stations.any}
            clearable
            searchable
            data={groups.data!.map((one) => ({ value: String(one.id), label: one.name }))}
            value={group ? String(group) : null}
            onChange={(value) =>
              void navigate({ search: (before) => ({ ...before, group: value ? Number(value) : undefined }), replace: true })
            }
          />
        </search>
      )}
      <Loaded of={rules} lines={6}>
        {(shown) =>
          shown.length === 0 ? (
            <section className="panel">
              <Empty
                icon={<KeyRound size={30} strokeWidth={1.5} aria-hidden />}
                title={words.none}
                hint={!may('operator') ? texts.drivers.noneViewer : groups.data?.length === 0 ? words.groupFirst : words.noneHint}
              />
            </section>
          ) : (
            <div className="rule-cards">
              {shown.map((rule) => (
                <RuleCard
                  key={rule.id}
                  rule={rule}
                  group={nameOf(groups.data, rule.group)}
                  actions={
                    may('operator') && (
                      <>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={words.change(rule.id)}
                          onClick={() => void changing.open(rule.id)}
                        >
                          {texts.drivers.change}
                        </Button>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={words.remove(rule.id)}
                          onClick={() => remove(rule)}
                        >
                          {texts.drivers.remove}
                        </Button>
                      </>
                    )
                  }
                />
              ))}
            </div>
          )
        }
      </Loaded>
      {changing.of && <RuleDialog of={changing.of} close={changing.close} />}
      {removing && (
        <Ask
          title={words.remove(removing.id)}
          doIt={texts.drivers.remove}
          grave
          close={() => remove(null)}
          act={() => read(api.DELETE('/api/v1/charging-rules/{id}', { params: { path: { id: removing.id } } }))}
        >
          <p>{words.removeHint}</p>
        </Ask>
      )}
    </div>
  );
}
