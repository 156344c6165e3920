// The power of a session over time, from its meter values: the curve beside the numbers.

const most = 240;
const scale = unit => unit === 'kW' || unit === 'kWh' ? 1000 : 1;
const measurandOf = sample => sample.measurand ?? 'Energy.Active.Import.Register';

function powerOf(samples) {
  const powers = samples.filter(sample => measurandOf(sample) === 'Power.Active.Import');
  const whole = powers.filter(sample => !sample.phase);
  const counted = whole.length > 0 ? whole.slice(0, 1) : powers;
  return counted.length === 0 ? null : counted.reduce((sum, sample) => sum + Number(sample.value) * scale(sample.unit), 0);
}

function registerOf(samples) {
  const found = samples.find(sample => measurandOf(sample) === 'Energy.Active.Import.Register' && !sample.phase);
  return found ? Number(found.value) * scale(found.unit) : null;
}

export class Series {
  points = [];
  #register = null;

  /** The values that one transaction already has, as the API lists them. */
  static of(transaction) {
    const series = new Series();
    for (const value of transaction.meterValues ?? []) {
      const register = registerOf(value.sampledValue);
      series.add(Date.parse(value.sampledAt), powerOf(value.sampledValue), register === null ? null : register - transaction.meterStart);
    }
    return series;
  }

  /** A station that tells no power: it is what the register gained since the last reading. */
  add(at, watts, energyWh) {
    let shown = watts ?? null;
    if (energyWh !== null && energyWh !== undefined) {
      const before = this.#register;
      if (shown === null && before && at - before.at >= 1000) shown = Math.max(0, (energyWh - before.energyWh) * 3_600_000 / (at - before.at));
      if (!before || at > before.at) this.#register = { at, energyWh };
    }
    if (shown === null || !Number.isFinite(shown) || !Number.isFinite(at)) return;
    if (this.points.length > 0 && at <= this.points.at(-1).at) return;
    this.points.push({ at, watts: shown });
    if (this.points.length > most) this.points.shift();
  }
}

const svg = (tag, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** @returns {{element: SVGElement, draw: (series: Series) => void}} */
export function chart() {
  const [width, height] = [300, 64];
  const area = svg('path', { class: 'area' });
  const line = svg('path', { class: 'line' });
  const base = svg('path', { class: 'base', d: `M0 ${height - 0.5}H${width}` });
  const element = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': 'Power over time' });
  element.append(base, area, line);
  return {
    element,
    draw(series) {
      const points = series.points;
      element.dataset.points = points.length;
      if (points.length < 2) {
        area.setAttribute('d', '');
        line.setAttribute('d', '');
        return;
      }
      const [from, to] = [points[0].at, points.at(-1).at];
      const top = Math.max(...points.map(point => point.watts), 1) * 1.1;
      const place = point => `${((point.at - from) / (to - from) * width).toFixed(1)} ${(height - point.watts / top * height).toFixed(1)}`;
      const path = `M${points.map(place).join('L')}`;
      line.setAttribute('d', path);
      area.setAttribute('d', `${path}L${width} ${height}L0 ${height}Z`);
      element.setAttribute('aria-label', `Power over time: now ${(points.at(-1).watts / 1000).toFixed(2)} kW, at most ${(Math.max(...points.map(p => p.watts)) / 1000).toFixed(2)} kW`);
    },
  };
}
