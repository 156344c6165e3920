import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { all, api, ifMatch, read, readVersion, type Versioned } from '../api/client';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { useLatest } from '../parts/useLatest';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { accessKey, numbered, type Vehicle } from './access';

const words = texts.drivers;

/** The vehicles of a driver. */
export function Vehicles({ driver }: { driver: number }) {
  const { may } = useSession();
  const vehicles = useQuery({
    queryKey: [...accessKey, 'vehicles', driver],
    queryFn: () =>
      all((after) =>
        read(
          api.GET('/api/v1/drivers/{driver}/vehicles', {
            params: { path: { driver }, query: { limit: 500, after: numbered(after) } },
          }),
        ),
      ),
  });
  const [adding, add] = useState(false);
  const [removing, remove] = useState<Vehicle | null>(null);
  const changing = useLatest((id: number) =>
    readVersion(api.GET('/api/v1/drivers/{driver}/vehicles/{id}', { params: { path: { driver, id } } })),
  );
  return (
    <section className="panel" aria-labelledby="vehicles-title">
      <div className="head">
        <h2 id="vehicles-title">{words.vehicles}</h2>
        {may('operator') && (
          <Button size="compact-sm" variant="default" onClick={() => add(true)}>
            {words.addVehicle}
          </Button>
        )}
      </div>
      <Loaded of={vehicles} lines={2}>
        {(shown) =>
          shown.length === 0 ? (
            <p className="quiet">{words.noVehicles}</p>
          ) : (
            <ul className="lines">
              {shown.map((one) => (
                <li key={one.id} className="row spread" data-vehicle={one.id}>
                  <span className="grow wrap">
                    <strong>{one.name}</strong> {one.plate && <span className="quiet">{one.plate}</span>}
                    <span className="quiet small" style={{ display: 'block' }}>
                      {[
                        one.batteryKwh != null && `${quantity(one.batteryKwh)} kWh`,
                        one.maxCurrentA != null && `${one.phases ?? 1} × ${one.maxCurrentA} A`,
                        one.note,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                  {may('operator') && (
                    <span className="row tight">
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.changeVehicle(one.name)}
                        onClick={() => void changing.open(one.id)}
                      >
                        {words.change}
                      </Button>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.removeVehicle(one.name)}
                        onClick={() => remove(one)}
                      >
                        {words.remove}
                      </Button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && <VehicleDialog driver={driver} close={() => add(false)} />}
      {changing.of && <VehicleDialog driver={driver} of={changing.of} close={changing.close} />}
      {removing && (
        <Ask
          title={words.removeVehicle(removing.name)}
          doIt={words.remove}
          grave
          close={() => remove(null)}
          act={() =>
            read(api.DELETE('/api/v1/drivers/{driver}/vehicles/{id}', { params: { path: { driver, id: removing.id } } }))
          }
        >
          <p>{words.removeVehicleHint}</p>
        </Ask>
      )}
    </section>
  );
}

function VehicleDialog({ driver, of, close }: { driver: number; of?: Versioned<Vehicle>; close: () => void }) {
  const [vehicle, set] = useState<Omit<Vehicle, 'id' | 'driver'>>(
    of?.data ?? { name: '', plate: null, batteryKwh: null, maxCurrentA: null, phases: 3, note: null },
  );
  const change = (part: Partial<Vehicle>) => set((before) => ({ ...before, ...part }));
  return (
    <Ask
      title={of ? words.changeVehicle(of.data.name) : words.addVehicle}
      doIt={of ? words.save : words.add}
      close={close}
      act={() => {
        const { name, plate, batteryKwh, maxCurrentA, phases, note } = vehicle;
        const body = { name: name.trim(), plate, batteryKwh, maxCurrentA, phases, note };
        return of
          ? read(
              api.PUT('/api/v1/drivers/{driver}/vehicles/{id}', {
                params: { path: { driver, id: of.data.id } },
                ...ifMatch(of.version),
                body,
              }),
            )
          : read(api.POST('/api/v1/drivers/{driver}/vehicles', { params: { path: { driver } }, body }));
      }}
    >
      <TextInput
        label={words.name}
        name="name"
        value={vehicle.name}
        onChange={(e) => change({ name: e.currentTarget.value })}
        maxLength={100}
        data-autofocus
      />
      <TextInput
        label={words.plate}
        value={vehicle.plate ?? ''}
        onChange={(e) => change({ plate: e.currentTarget.value || null })}
        maxLength={20}
      />
      <Amount
        label={words.battery}
        unit="kWh"
        decimals={3}
        value={vehicle.batteryKwh ?? null}
        change={(batteryKwh) => change({ batteryKwh })}
      />
      <Amount
        label={words.current}
        unit="A"
        decimals={0}
        value={vehicle.maxCurrentA ?? null}
        change={(maxCurrentA) => change({ maxCurrentA })}
      />
      <div className="stack tight">
        <span className="small">{words.phases}</span>
        <SegmentedControl
          aria-label={words.phases}
          data={['1', '2', '3']}
          value={String(vehicle.phases ?? 3)}
          onChange={(phases) => change({ phases: Number(phases) })}
        />
      </div>
      <TextInput
        label={words.note}
        value={vehicle.note ?? ''}
        onChange={(e) => change({ note: e.currentTarget.value || null })}
        maxLength={200}
      />
    </Ask>
  );
}
