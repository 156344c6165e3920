import { Button } from '@mantine/core';
import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { moment } from '../words/times';
import type { KeyLine } from './drift';

const words = texts.configuration;

/** The keys with what the station told of them, and how they stand to the template where one is followed. */
export function KeyTable({
  lines,
  follows,
  change,
}: {
  lines: KeyLine[];
  follows: boolean;
  change: ((line: KeyLine) => void) | null;
}) {
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{words.key}</th>
            <th scope="col">{words.value}</th>
            {follows && <th scope="col">{words.drift}</th>}
            <th scope="col" className="right">
              {words.readAt}
            </th>
            {change && (
              <th scope="col">
                <span className="unseen">{words.change}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const { key, told, drift } = line;
            return (
              <tr key={key} data-key={key} data-drift={drift?.state}>
                <th scope="row" className="wrap">
                  {key}
                </th>
                <td className="key-value">
                  {told?.value == null ? (
                    <span className="quiet">{told?.known === false ? words.unknown : words.notSet}</span>
                  ) : (
                    <span className="mono">{told.value}</span>
                  )}
                  {told?.readOnly && <span className="quiet small"> · {words.readOnly}</span>}
                  {told?.rebootNeeded && <span className="quiet small"> · {words.reboot}</span>}
                </td>
                {follows && (
                  <td>
                    {drift && (
                      <span className="stack tight">
                        <span>
                          <Badge tone={drift.state === 'InStep' ? 'green' : 'amber'}>
                            {words.states[drift.state] ?? drift.state}
                          </Badge>
                        </span>
                        {drift.state !== 'InStep' && <span className="small quiet wrap">{words.expected(drift.expected)}</span>}
                      </span>
                    )}
                  </td>
                )}
                <td className="right num quiet small">{moment(told?.readAt)}</td>
                {change && (
                  <td className="right">
                    {told && told.known !== false && !told.readOnly && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        onClick={() => change(line)}
                        aria-label={words.changeTitle(key)}
                      >
                        {words.change}
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
