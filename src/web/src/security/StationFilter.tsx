import { Autocomplete } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useNetwork } from '../live/useNetwork';
import { routes } from '../router';
import { texts } from '../texts';

/** Which station is asked for; it stands in the address. */
export function StationFilter() {
  const { station } = routes.security.useSearch();
  const navigate = useNavigate({ from: '/security' });
  const stations = useNetwork((network) => network.stations);
  const names = useMemo(() => [...stations.keys()], [stations]);
  return (
    <Autocomplete
      label={texts.security.station}
      data={names}
      limit={30}
      value={station ?? ''}
      onChange={(value) => void navigate({ search: (before) => ({ ...before, station: value || undefined }), replace: true })}
      spellCheck={false}
    />
  );
}
