import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import '../parts/chart.css';
import type { Point } from '../live/series';
import { texts } from '../texts';
import { clock } from '../words/times';

/** The columns that are drawn: seconds, kW, kWh. */
export function chartData(points: readonly Point[]): [number[], number[], (number | null)[]] {
  return [
    points.map(({ at }) => at / 1000),
    points.map(({ watts }) => watts / 1000),
    points.map(({ energyWh }) => (energyWh === null ? null : energyWh / 1000)),
  ];
}

const height = 260;
const time = (seconds: number, zone: string | undefined) => clock(new Date(seconds * 1000).toISOString(), zone);

function options(width: number, zone: string | undefined): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: '12px "Inter Variable", sans-serif',
  };
  const value = (digits: number) => (_plot: uPlot, shown: number | null) => shown?.toFixed(digits) ?? texts.nothing;
  return {
    width,
    height,
    cursor: { points: { size: 7 } },
    scales: {
      kW: { range: (_plot, _min, max) => [0, Math.max(max, 0.1) * 1.1] },
      kWh: { range: (_plot, _min, max) => [0, Math.max(max, 0.01) * 1.1] },
    },
    axes: [
      { ...axis, space: 90, values: (_plot, ticks) => ticks.map((tick) => time(tick, zone)) },
      { ...axis, scale: 'kW', size: 48 },
      { ...axis, scale: 'kWh', side: 1, grid: { show: false }, size: 52 },
    ],
    series: [
      { label: texts.session.chartTime, value: (_plot, shown) => (shown === null ? texts.nothing : time(shown, zone)) },
      {
        label: texts.session.chartPower,
        scale: 'kW',
        stroke: colour('--accent'),
        fill: `color-mix(in srgb, ${colour('--accent')} 12%, transparent)`,
        width: 2,
        points: { show: false },
        value: value(2),
      },
      {
        label: texts.session.chartEnergy,
        scale: 'kWh',
        stroke: colour('--violet'),
        width: 1.5,
        dash: [5, 4],
        points: { show: false },
        spanGaps: true,
        value: value(3),
      },
    ],
  };
}

/** Power and energy over time; drag to look closer, double click to see all again. */
export function Chart({ points, zone }: { points: readonly Point[]; zone: string | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(points);
  latest.current = points;
  const scheme = useComputedColorScheme();

  // Drawn with the scheme's colours, so anew when that changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said
  useEffect(() => {
    const element = place.current!;
    const drawn = new uPlot(options(element.clientWidth, zone), chartData(latest.current), element);
    plot.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [scheme, zone]);

  useEffect(() => plot.current?.setData(chartData(points)), [points]);

  return <div className="chart" ref={place} role="img" aria-label={texts.session.chart} data-points={points.length} />;
}
