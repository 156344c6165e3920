import { Button, CloseButton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownLeft, ArrowUpRight, Mail } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Message } from '../api/client';
import { Json } from '../parts/Json';
import { Outline } from '../parts/Loaded';
import { Empty, Trouble } from '../parts/Trouble';
import { texts } from '../texts';
import { clock, full } from '../words/times';
import type { useTail } from './useTail';
import './frames.css';

const words = texts.messages;
const lineHeight = 36;

/** Frames as a list of which only what is seen is drawn; one of them can be laid open beside it. */
export function Frames({ tail }: { tail: ReturnType<typeof useTail> }) {
  const [open, setOpen] = useState<Message | null>(null);
  return (
    <div className="messages" data-open={open !== null}>
      <section className="panel flush" aria-label={texts.station.tabs.messages}>
        {tail.problem ? (
          <Trouble problem={tail.problem} />
        ) : tail.messages === null ? (
          <div style={{ padding: '1.15rem' }}>
            <Outline lines={8} />
          </div>
        ) : tail.messages.length === 0 && tail.next === null ? (
          <Empty icon={<Mail size={30} strokeWidth={1.5} aria-hidden />} title={words.empty} hint={words.emptyHint} />
        ) : (
          <Lines messages={tail.messages} open={open} show={setOpen} next={tail.next} earlier={tail.earlier} />
        )}
      </section>
      {open && <Frame message={open} close={() => setOpen(null)} />}
    </div>
  );
}

type LinesProps = {
  messages: readonly Message[];
  open: Message | null;
  show: (message: Message) => void;
  next: string | null;
  earlier: () => Promise<void>;
};

function Lines({ messages, open, show, next, earlier }: LinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
    getItemKey: (at) => messages[at]!.sequence,
  });
  return (
    <div className="frames" ref={scroller}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const message = messages[index]!;
          const from = message.direction === 'FromStation';
          const Arrow = from ? ArrowUpRight : ArrowDownLeft;
          return (
            <button
              key={key}
              type="button"
              className="frame-line"
              style={{ position: 'absolute', height: lineHeight, transform: `translateY(${start}px)` }}
              aria-pressed={open?.sequence === message.sequence}
              onClick={() => show(message)}
              data-action={message.action}
              data-kind={message.kind}
            >
              <span className="quiet small num">{clock(message.at)}</span>
              <Arrow size={15} className={from ? 'from' : 'to'} aria-label={from ? words.from : words.to} />
              <span className="cut">
                {message.action ?? message.kind}{' '}
                {message.kind !== 'Call' && <span className="quiet small">{words.kinds[message.kind] ?? message.kind}</span>}
              </span>
              <span className="mono quiet cut">{message.frame.slice(0, 300)}</span>
              {message.findings.length > 0 ? (
                <span className="badge bare" data-tone="amber">
                  {words.count(message.findings.length)}
                </span>
              ) : (
                <span />
              )}
            </button>
          );
        })}
      </div>
      {next !== null && (
        <p style={{ padding: '.8rem', textAlign: 'center' }}>
          <Button size="compact-sm" variant="default" onClick={() => void earlier()}>
            {texts.earlier}
          </Button>
        </p>
      )}
    </div>
  );
}

/** The frame as JSON where it is; as it came where it is not. */
export function parsed(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return frame;
  }
}

function Frame({ message, close }: { message: Message; close: () => void }) {
  return (
    <section className="panel stack frame-view" aria-label={words.frame}>
      <div className="head">
        <h2>{message.action ?? message.kind}</h2>
        <CloseButton onClick={close} aria-label={words.close} />
      </div>
      <p className="quiet small">
        {[
          words.kinds[message.kind] ?? message.kind,
          message.direction === 'FromStation' ? words.from : words.to,
          full(message.at),
          words.bytes(message.bytes),
        ].join(' · ')}
      </p>
      {message.findings.length > 0 && (
        <ul className="lines">
          {message.findings.map((finding) => (
            <li key={`${finding.path} ${finding.text}`}>
              <strong>{finding.kind}</strong> <span className="mono">{finding.path}</span>
              <p className="small wrap">{finding.text}</p>
            </li>
          ))}
        </ul>
      )}
      {message.lostBefore > 0 && <p className="bad small">{words.lost(message.lostBefore)}</p>}
      {message.cutAfter != null && <p className="quiet small">{words.cut(message.cutAfter)}</p>}
      <Json value={parsed(message.frame)} label={words.content} />
    </section>
  );
}
