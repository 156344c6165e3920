import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { useFresh, useWholeNetwork } from '../live/useNetwork';
import { type Matter, matters } from './attention';

/** What wants a person now; null until it is known. */
export function useMatters(): Matter[] | null {
  const network = useWholeNetwork();
  const cases = useQuery({
    queryKey: ['cases', 'open'],
    queryFn: () => read(api.GET('/api/v1/cases', { params: { query: { open: true, limit: 50 } } })),
  });
  const commands = useQuery({
    queryKey: ['commands', 'latest'],
    queryFn: () => read(api.GET('/api/v1/commands', { params: { query: { limit: 100 } } })),
  });
  const security = useQuery({
    queryKey: ['security-events', 'critical'],
    queryFn: () => read(api.GET('/api/v1/security-events', { params: { query: { critical: true, limit: 50 } } })),
  });
  const certificates = useQuery({
    queryKey: ['certificates', 'installed'],
    queryFn: () => read(api.GET('/api/v1/certificate-requests', { params: { query: { state: 'Installed', limit: 500 } } })),
  });
  useFresh(['cases'], ({ kind }) => kind.startsWith('case'));
  useFresh(['commands'], ({ kind, change }) => kind === 'commandChanged' && change.state !== 'Queued' && change.state !== 'Sent');
  useFresh(['security-events'], ({ kind }) => kind === 'securityEventReported');
  if (!network.loaded || !cases.data || !commands.data || !security.data || !certificates.data) return null;
  return matters(
    {
      stations: network.stations.values(),
      cases: cases.data.items,
      commands: commands.data.items,
      securityEvents: security.data.items,
      certificates: certificates.data.items,
    },
    Date.now(),
  );
}
