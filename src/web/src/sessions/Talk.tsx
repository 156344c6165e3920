import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Transaction } from '../api/client';
import { Frames } from '../station/Frames';
import { exportUrl, useTail } from '../station/useTail';
import { texts } from '../texts';

const words = texts.session;
const around = 60_000;

/** Every frame of the station from a minute before the session to a minute after it, once that is asked for. */
export function Talk({ session }: { session: Transaction }) {
  const [shown, setShown] = useState(false);
  if (shown) return <Shown session={session} />;
  return (
    <p>
      <Button variant="default" onClick={() => setShown(true)}>
        {words.talk}
      </Button>
    </p>
  );
}

function Shown({ session: { station, startedAt, stoppedAt } }: { session: Transaction }) {
  const end = stoppedAt ? Date.parse(stoppedAt) + around : undefined;
  const filter = {
    from: new Date(Date.parse(startedAt) - around).toISOString(),
    to: end === undefined ? undefined : new Date(end).toISOString(),
  };
  // Frames are written to the log a moment after they came.
  const tail = useTail(station, filter, end === undefined || Date.now() < end);
  return (
    <section className="stack" aria-labelledby="talk-title">
      <div className="head">
        <h2 id="talk-title">{words.talk}</h2>
        <Button component="a" href={exportUrl(station, filter)} download={`${station}.jsonl`} variant="default" size="compact-sm">
          {texts.messages.export}
        </Button>
      </div>
      <Frames tail={tail} />
    </section>
  );
}
