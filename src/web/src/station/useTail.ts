import { useEffect, useRef, useState } from 'react';
import { api, type Message, read } from '../api/client';

/** Which frames; `from` and `to` are instants. */
export type MessageFilter = { action?: string; text?: string; findings?: boolean; from?: string; to?: string };

const page = 200;
const mostKept = 2000;

/** Puts newer frames before those that are known, each once, and forgets the oldest beyond what is kept. */
export function merged(known: readonly Message[], come: readonly Message[], most = mostKept): Message[] {
  const newest = known[0]?.sequence ?? -1;
  const fresh = come.filter((message) => message.sequence > newest).sort((one, other) => other.sequence - one.sequence);
  return fresh.length === 0 ? (known as Message[]) : [...fresh, ...known].slice(0, most);
}

const query = (identity: string, filter: MessageFilter) => ({
  Station: identity,
  Action: filter.action,
  Text: filter.text,
  Findings: filter.findings || undefined,
  From: filter.from,
  To: filter.to,
});

/** The address of an export of the same frames. */
export function exportUrl(identity: string, filter: MessageFilter): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query(identity, filter)))
    if (value !== undefined) asked.set(name.toLowerCase(), String(value));
  return `/api/v1/messages/export?${asked}`;
}

/** The newest frames of a station, and, while `live`, those that follow. */
export function useTail(identity: string, filter: MessageFilter, live: boolean) {
  const [messages, setMessages] = useState<readonly Message[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const waiting = useRef<Message[]>([]);
  const { action, text, findings, from, to } = filter;

  useEffect(() => {
    let over = false;
    setMessages(null);
    setProblem(null);
    read(
      api.GET('/api/v1/messages', {
        params: { query: { ...query(identity, { action, text, findings, from, to }), limit: page } },
      }),
    ).then(
      (found) => {
        if (over) return;
        setMessages(found.items);
        setNext(found.next ?? null);
      },
      (failure: Error) => !over && setProblem(failure),
    );
    return () => {
      over = true;
    };
  }, [identity, action, text, findings, from, to]);

  const ready = messages !== null;
  const newest = useRef(0);
  newest.current = messages?.[0]?.sequence ?? 0;
  useEffect(() => {
    if (!live || !ready) return;
    const asked = new URLSearchParams(exportUrl(identity, { action, text, findings, from, to }).split('?')[1]);
    asked.set('after', String(newest.current));
    const source = new EventSource(`/api/v1/messages/tail?${asked}`);
    let frame = 0;
    source.onmessage = (event) => {
      waiting.current.push(JSON.parse(event.data) as Message);
      frame ||= window.setTimeout(() => {
        frame = 0;
        const come = waiting.current.splice(0);
        setMessages((known) => merged(known ?? [], come));
      }, 100);
    };
    return () => {
      source.close();
      clearTimeout(frame);
      waiting.current = [];
    };
  }, [identity, action, text, findings, from, to, live, ready]);

  async function earlier() {
    const found = await read(
      api.GET('/api/v1/messages', { params: { query: { ...query(identity, filter), limit: page, after: next ?? undefined } } }),
    );
    setMessages((known) => [...(known ?? []), ...found.items]);
    setNext(found.next ?? null);
  }

  return { messages, next, problem, earlier };
}
