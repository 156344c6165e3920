import type { Schemas } from '../api/client';
import { texts } from '../texts';
import { money, quantity } from '../words/numbers';

const words = texts.session;

/** How a price is made up, step by step. */
export function PriceSteps({ price }: { price: Schemas['PriceView'] }) {
  return (
    <div className="scroll">
      <table className="plain steps">
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col" className="right">
              {words.quantity}
            </th>
            <th scope="col" className="right">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <tr key={at} data-step={step.kind}>
              <td className="wrap">
                {words.steps[step.kind] ?? step.kind}
                {step.band && <span className="quiet small"> {step.band}</span>}
              </td>
              <td className="right num">
                {step.kind in words.units && `${quantity(step.quantity)} ${words.units[step.kind]}`}
                {step.kind in words.units && (
                  <span className="quiet small" style={{ display: 'block' }}>
                    × {money(step.unitPrice, price.currency)}
                  </span>
                )}
              </td>
              <td className="right num">{money(step.amount, price.currency)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={2}>
              {words.total}
            </th>
            <th className="right num">{money(price.gross, price.currency)}</th>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
