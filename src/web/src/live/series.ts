import type { Schemas } from '../api/client';

export type Point = { at: number; watts: number; energyWh: number | null };
type Sample = { value: string; measurand?: string; unit?: string; phase?: string };

const most = 2000;
const scale = (unit: string | undefined) => (unit === 'kW' || unit === 'kWh' ? 1000 : 1);

function powerOf(samples: Sample[]): number | null {
  const powers = samples.filter((sample) => sample.measurand === 'Power.Active.Import');
  const whole = powers.filter((sample) => !sample.phase);
  const counted = whole.length > 0 ? whole.slice(0, 1) : powers;
  return counted.length === 0 ? null : counted.reduce((sum, sample) => sum + Number(sample.value) * scale(sample.unit), 0);
}

function registerOf(samples: Sample[]): number | null {
  const found = samples.find(
    (sample) => (sample.measurand ?? 'Energy.Active.Import.Register') === 'Energy.Active.Import.Register' && !sample.phase,
  );
  return found ? Number(found.value) * scale(found.unit) : null;
}

/** Power (W) and energy (Wh) of a session over time, from its meter values. */
export class Series {
  points: Point[] = [];
  #register: { at: number; energyWh: number } | null = null;

  static of(meterValues: Schemas['MeterValueView'][], meterStart: number): Series {
    const series = new Series();
    for (const value of meterValues) {
      const samples = value.sampledValue as unknown as Sample[];
      const register = registerOf(samples);
      series.add(Date.parse(value.sampledAt), powerOf(samples), register === null ? null : register - meterStart);
    }
    return series;
  }

  /** A station that tells no power: it is what the register gained since the last reading. */
  add(at: number, watts: number | null | undefined, energyWh: number | null | undefined): void {
    let shown = watts ?? null;
    const before = this.#register;
    if (energyWh !== null && energyWh !== undefined && Number.isFinite(energyWh)) {
      if (shown === null && before && at - before.at >= 1000)
        shown = Math.max(0, ((energyWh - before.energyWh) * 3_600_000) / (at - before.at));
      if (!before || at > before.at) this.#register = { at, energyWh };
    }
    if (shown === null || !Number.isFinite(shown) || !Number.isFinite(at)) return;
    const last = this.points.at(-1);
    if (last && at <= last.at) return;
    this.points = [
      ...(this.points.length < most ? this.points : this.points.slice(1)),
      { at, watts: shown, energyWh: energyWh ?? null },
    ];
  }
}
