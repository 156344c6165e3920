import { Link } from '@tanstack/react-router';
import type { StateEvent } from '../live/events';
import { Outline } from '../parts/Loaded';
import { texts } from '../texts';
import { sentence } from '../words/states';
import { clock, full } from '../words/times';

/** What has just happened, the newest first. */
export function Feed({ events, loaded }: { events: readonly StateEvent[]; loaded: boolean }) {
  const words = texts.overview;
  return (
    <section className="panel feed" aria-labelledby="feed-title">
      <h2 id="feed-title">{words.feed}</h2>
      {!loaded ? (
        <Outline lines={8} />
      ) : events.length === 0 ? (
        <p className="quiet">{words.feedEmpty}</p>
      ) : (
        // A list that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <ol className="lines" tabIndex={0} aria-labelledby="feed-title">
          {events.map((event) => (
            <li key={event.sequence} data-event={event.kind}>
              <p className="row spread small">
                {event.station ? (
                  <Link to="/stations/$identity" params={{ identity: event.station }} className="plain cut">
                    <strong>{event.station}</strong>
                  </Link>
                ) : (
                  <strong>{words.csms}</strong>
                )}
                <time className="quiet num" dateTime={event.at} title={full(event.at)}>
                  {clock(event.at)}
                </time>
              </p>
              <p className="small wrap">{sentence(event)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
