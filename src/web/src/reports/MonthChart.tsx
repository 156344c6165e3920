import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import '../parts/chart.css';
import { texts } from '../texts';
import { quantity } from '../words/numbers';

const height = 240;
const widest = 72;
const room = 1.12;

/** As 03/26: short enough to stand under a bar. */
const shortMonth = (month: string) =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(texts.locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });

type Props = { months: readonly string[]; values: readonly (number | null)[]; label: string; unit: string };

function options(width: number, { months, label, unit }: Props): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px "Inter Variable", sans-serif',
  };
  const said = (value: number | null) => (value === null ? texts.nothing : `${quantity(value)} ${unit}`);
  return {
    width,
    height,
    legend: { show: true, live: true },
    cursor: { y: false, points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.6, months.length - 0.4] },
      y: { range: (_plot, _min, max) => [0, Math.max(max, 0.001) * room] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        splits: () => months.map((_, at) => at),
        // As many as there is room for.
        values: (plot, ticks) => {
          const step = Math.ceil((ticks.length * 56) / Math.max(plot.bbox.width / devicePixelRatio, 1));
          return ticks.map((at) => (at % step === 0 ? shortMonth(months[at] ?? '') : ''));
        },
      },
      { ...axis, size: 64, values: (_plot, ticks) => ticks.map((tick) => quantity(tick)) },
    ],
    series: [
      { label: texts.reports.month, value: (_plot, at) => (at === null ? texts.nothing : shortMonth(months[at] ?? '')) },
      {
        label,
        stroke: colour('--accent'),
        fill: `color-mix(in srgb, ${colour('--accent')} 72%, transparent)`,
        width: 0,
        paths: uPlot.paths.bars!({ size: [0.6, widest], radius: 0.12 }),
        points: { show: false },
        value: (_plot, value) => said(value),
      },
    ],
  };
}

/** A figure month by month, as bars. */
export function MonthChart(props: Props) {
  const { months, values, label, unit } = props;
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  const drawn = JSON.stringify([months, values, label, unit]);

  // Drawn with the scheme's colours, so anew when that changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said, and `drawn` is what is drawn
  useEffect(() => {
    const element = place.current!;
    const plot = new uPlot(options(element.clientWidth, props), [months.map((_, at) => at), [...values]], element);
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [scheme, drawn]);

  const said = months.map(
    (month, at) => `${shortMonth(month)}: ${values[at] == null ? texts.nothing : quantity(values[at])} ${unit}`,
  );
  return (
    <div
      className="chart month-chart"
      ref={place}
      role="img"
      aria-label={`${label}. ${said.join(', ')}`}
      data-months={months.length}
    />
  );
}
