import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Terminal } from 'lucide-react';
import { type ApiProblem, api, type Command, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Json } from '../parts/Json';
import { Pages, usePages } from '../parts/Pages';
import { useToast } from '../parts/Toasts';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { actionWord, outcome } from '../words/states';
import { full, moment } from '../words/times';

const tones = { good: 'green', bad: 'red', waiting: 'amber' } as const;

/** Every command that was given to the station, with what became of it. */
export function Commands({ identity }: { identity: string }) {
  const key = ['commands', identity] as const;
  const pages = usePages(key, (after) =>
    read(api.GET('/api/v1/commands', { params: { query: { station: identity, limit: 50, after } } })),
  );
  useFresh(key, ({ kind, station }) => kind === 'commandChanged' && station === identity);
  return (
    <section className="panel flush" aria-label={texts.station.tabs.commands}>
      <Pages
        of={pages}
        empty={
          <Empty
            icon={<Terminal size={30} strokeWidth={1.5} aria-hidden />}
            title={texts.station.noCommands}
            hint={texts.station.noCommandsHint}
          />
        }
      >
        {(commands) => commands.map((command) => <CommandLine key={command.id} command={command} />)}
      </Pages>
    </section>
  );
}

function CommandLine({ command }: { command: Command }) {
  const words = texts.commands;
  const { may } = useSession();
  const client = useQueryClient();
  const toast = useToast();
  const became = outcome(command);
  const life: [string, string | null | undefined][] = [
    [words.created, command.createdAt],
    [words.sent, command.sentAt],
    [words.finished, command.finishedAt],
  ];
  async function takeBack() {
    try {
      await read(api.POST('/api/v1/commands/{id}/cancel', { params: { path: { id: command.id } } }));
      await client.invalidateQueries({ queryKey: ['commands'] });
    } catch (failure) {
      toast(actionWord(command.action), { tone: 'bad', words: (failure as ApiProblem).message });
    }
  }
  return (
    <details className="command" data-command={command.action} data-state={command.state}>
      <summary>
        <strong>{actionWord(command.action)}</strong>
        <span className="row tight">
          <span className="dot" data-tone={tones[became.tone]} aria-hidden />
          <span className="grow wrap">{became.words}</span>
        </span>
        <span className="quiet small cut by">{command.requestedBy}</span>
        <span className="quiet small num right">{moment(command.createdAt)}</span>
      </summary>
      <div className="inside">
        {command.effectError && <p className="bad">{words.effect(command.effectError)}</p>}
        <p className="life small quiet num">{life.map(([name, at]) => at && <span key={name}>{`${name} ${full(at)}`}</span>)}</p>
        <div className="pair">
          <div>
            <p className="quiet small">{words.request}</p>
            <Json value={command.request} label={words.request} />
          </div>
          {command.answer != null && (
            <div>
              <p className="quiet small">{words.answer}</p>
              <Json value={command.answer} label={words.answer} />
            </div>
          )}
        </div>
        {command.state === 'Queued' && may('support') && (
          <div>
            <Button size="compact-sm" variant="default" onClick={takeBack}>
              {words.takeBack}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
