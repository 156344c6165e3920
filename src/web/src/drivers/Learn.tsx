import { Button, Loader, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CreditCard } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useFresh, useNetwork, useSeconds } from '../live/useNetwork';
import { Dialog } from '../parts/Ask';
import { texts } from '../texts';
import { DriverSelect } from './DriverSelect';

const words = texts.learn;
const patience = 120;

/** Makes a card known by holding it to a station: chooses the station, waits for the card, says whose it is. */
export function Learn({ driver, close }: { driver?: number; close: () => void }) {
  const stations = useNetwork((network) => network.stations);
  const connected = [...stations.values()].filter((one) => one.connected).map((one) => one.identity);
  const [station, setStation] = useState<string | null>(null);
  const [waiting, setWaiting] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const identity = station ?? connected[0] ?? null;
  async function begin(at: string) {
    setProblem('');
    try {
      const path = { identity: at };
      await read(api.POST('/api/v1/stations/{identity}/card-learning', { params: { path }, body: { seconds: patience } }));
      setWaiting(at);
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  if (waiting !== null) return <Waiting identity={waiting} driver={driver} again={() => void begin(waiting)} close={close} />;
  return (
    <Dialog title={words.title} close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (identity !== null) void begin(identity);
        }}
      >
        <p>{words.hint}</p>
        {connected.length === 0 ? (
          <p className="bad">{words.noStation}</p>
        ) : (
          <Select
            label={words.station}
            searchable
            limit={50}
            allowDeselect={false}
            data={connected}
            value={identity}
            onChange={setStation}
          />
        )}
        {problem && (
          <p className="bad" role="alert">
            {problem}
          </p>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>
            {texts.cancel}
          </Button>
          <Button type="submit" disabled={identity === null}>
            {words.begin}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type WaitingProps = { identity: string; driver: number | undefined; again: () => void; close: () => void };

function Waiting({ identity, driver, again, close }: WaitingProps) {
  const path = { params: { path: { identity } } };
  const key = ['card-learning', identity] as const;
  const found = useQuery({
    queryKey: key,
    staleTime: 0,
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/card-learning', path)),
  });
  useFresh(key, ({ kind, station }) => kind === 'cardLearningChanged' && station === identity);
  const now = useSeconds();
  const learning = found.data;
  // That the time is over is no event.
  const open = learning && (learning.state === 'Waiting' || learning.state === 'Found') && Date.parse(learning.endsAt) > now;
  const state = learning && !open && learning.state !== 'Bound' ? 'Over' : learning?.state;
  function giveUp() {
    if (open) void read(api.DELETE('/api/v1/stations/{identity}/card-learning', path)).catch(() => {});
    close();
  }
  return (
    <Dialog title={words.titleAt(identity)} close={giveUp}>
      <div className="stack" data-learning={state}>
        {found.isError && (
          <p className="bad" role="alert">
            {found.error.message}
          </p>
        )}
        {(state === undefined || state === 'Waiting') && (
          <>
            <div className="learn" role="status">
              <CreditCard size={40} strokeWidth={1.3} aria-hidden />
              <strong>{words.hold(identity)}</strong>
              <span className="row tight quiet">
                <Loader size={14} aria-hidden />
                {words.waiting}
              </span>
              {learning && (
                <span className="quiet small num" aria-hidden>
                  {words.left(Math.max(0, Math.ceil((Date.parse(learning.endsAt) - now) / 1000)))}
                </span>
              )}
            </div>
            <p className="quiet small">{words.refusedMeanwhile}</p>
            <Button variant="default" onClick={giveUp}>
              {texts.cancel}
            </Button>
          </>
        )}
        {state === 'Found' && (
          <Bind learning={learning!} identity={identity} driver={driver} giveUp={giveUp} bound={() => void found.refetch()} />
        )}
        {state === 'Over' && (
          <>
            <p role="status">{words.over}</p>
            <div className="row" style={{ justifyContent: 'flex-end' }}>
              <Button variant="default" onClick={close}>
                {texts.close}
              </Button>
              <Button
                onClick={() => {
                  again();
                  void found.refetch();
                }}
              >
                {words.again}
              </Button>
            </div>
          </>
        )}
        {state === 'Bound' && (
          <>
            <p className="row" role="status">
              <CircleCheck size={18} className="good" aria-hidden />
              {words.bound(learning!.idTag ?? '')}
            </p>
            <div className="row" style={{ justifyContent: 'flex-end' }}>
              <Button
                variant="default"
                onClick={() => {
                  again();
                  void found.refetch();
                }}
              >
                {words.another}
              </Button>
              <Button onClick={close}>{texts.done}</Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

type BindProps = {
  learning: Schemas['CardLearningView'];
  identity: string;
  driver: number | undefined;
  giveUp: () => void;
  bound: () => void;
};

function Bind({ learning, identity, driver, giveUp, bound }: BindProps) {
  const [whose, setWhose] = useState<number | null>(driver ?? null);
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState('');
  async function bind(event: FormEvent) {
    event.preventDefault();
    setProblem('');
    try {
      const body = { driver: whose, note: note.trim() || null };
      await read(api.POST('/api/v1/stations/{identity}/card-learning/bind', { params: { path: { identity } }, body }));
      bound();
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  return (
    <form className="stack" onSubmit={bind}>
      <p role="status">
        {words.found} <code className="secret">{learning.idTag}</code>
      </p>
      <DriverSelect value={whose} change={setWhose} />
      <TextInput label={texts.drivers.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={giveUp}>
          {texts.cancel}
        </Button>
        <Button type="submit">{words.bind}</Button>
      </div>
    </form>
  );
}
