import { Button, Select, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { numbered } from '../drivers/access';
import { useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { Pages, usePages } from '../parts/Pages';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';

const words = texts.reports;
const reasons = [
  'UtilityInterruption',
  'ScheduledMaintenance',
  'Vehicle',
  'Vandalism',
  'NaturalDisaster',
  'Blocked',
  'NotDelivering',
] as const;

type Note = Schemas['OutageNoteView'];

/** What persons say of outages: which do not count, and why. */
export function OutageNotes() {
  const { may } = useSession();
  const [asking, setAsking] = useState<'add' | Note | null>(null);
  const client = useQueryClient();
  const again = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['outage-notes'] }),
      client.invalidateQueries({ queryKey: ['reports', 'uptime'] }),
    ]);
  const close = () => setAsking(null);
  const sites = useNetwork((network) => network.sites);
  const notes = usePages(['outage-notes'], (after) =>
    read(
      api.GET('/api/v1/outage-notes', {
        params: { query: { limit: 20, after: numbered(after) } },
      }),
    ),
  );
  const where = (note: Note) =>
    note.station === null
      ? (sites.find(({ id }) => id === note.site)?.name ?? words.siteNumber(note.site ?? 0))
      : texts.station.at(note.station, note.connectorId ?? 0);
  return (
    <section className="panel flush" aria-labelledby="notes-title">
      <div className="head">
        <div>
          <h2 id="notes-title">{words.notes}</h2>
          <p className="quiet small">{words.notesHint}</p>
        </div>
        {may('operator') && (
          <Button size="compact-sm" variant="default" onClick={() => setAsking('add')}>
            {words.addNote}
          </Button>
        )}
      </div>
      <Pages of={notes} empty={<p className="quiet padded">{words.noNotes}</p>}>
        {(items) => (
          <ul className="lines notes">
            {items.map((note) => (
              <li key={note.id} className="row spread" data-note={note.reason}>
                <div className="grow">
                  <strong>{where(note)}</strong> · {words.reasons[note.reason] ?? note.reason}
                  <p className="small quiet wrap">
                    {note.until === null
                      ? words.since(moment(note.from))
                      : words.fromUntil(moment(note.from), moment(note.until))}
                    : {note.note}
                  </p>
                </div>
                {may('operator') && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => setAsking(note)}
                    aria-label={words.removeNote(where(note))}
                  >
                    {words.remove}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Pages>
      {asking === 'add' && <AddNote close={close} done={again} />}
      {asking !== null && asking !== 'add' && (
        <Ask
          title={words.removeNote(where(asking))}
          doIt={words.remove}
          grave
          close={close}
          act={async () => {
            await read(api.DELETE('/api/v1/outage-notes/{id}', { params: { path: { id: asking.id } } }));
            await again();
          }}
        >
          <p>{words.removeNoteHint}</p>
        </Ask>
      )}
    </section>
  );
}

const ofSite = (id: number) => `site ${id}`;

function AddNote({ close, done }: { close: () => void; done: () => Promise<unknown> }) {
  const sites = useNetwork((network) => network.sites);
  const stations = useNetwork((network) => network.stations);
  const [place, setPlace] = useState<string | null>(null);
  const [reason, setReason] = useState<string>(reasons[0]);
  const [from, setFrom] = useState<string | null>(null);
  const [until, setUntil] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const site = sites.find(({ id }) => ofSite(id) === place);
  return (
    <Ask
      title={words.addNote}
      doIt={words.add}
      close={close}
      act={async () => {
        const body = {
          site: site?.id ?? null,
          station: site ? null : place,
          connectorId: null,
          from,
          until,
          reason,
          note: note.trim(),
        };
        await read(api.POST('/api/v1/outage-notes', { body }));
        await done();
      }}
    >
      <Select
        label={words.where}
        data={[
          { group: words.sites, items: sites.map(({ id, name }) => ({ value: ofSite(id), label: name })) },
          { group: words.stations, items: [...stations.keys()] },
        ]}
        value={place}
        onChange={setPlace}
        searchable
        limit={40}
      />
      <Select
        label={words.why}
        description={words.reasonHints[reason]}
        data={reasons.map((one) => ({ value: one, label: words.reasons[one] ?? one }))}
        value={reason}
        onChange={(value) => value && setReason(value)}
        allowDeselect={false}
      />
      <InstantInput label={words.noteFrom} value={from} change={setFrom} />
      <InstantInput label={words.noteUntil} description={words.noteUntilHint} value={until} change={setUntil} />
      <Textarea
        label={words.shownBy}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
      />
    </Ask>
  );
}
