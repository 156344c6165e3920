import { useQuery } from '@tanstack/react-query';
import { all, api, read } from '../api/client';
import { useFresh, useWholeNetwork } from '../live/useNetwork';
import { commandsFor, type Matter, matters } from './attention';

type Found = {
  /** Null until it is known. */
  matters: Matter[] | null;
  /** Why a part of it is not known. */
  problem: Error | null;
  retry: () => void;
};

const failed = ['Refused', 'TimedOut', 'Failed', 'Expired'];

/** What wants a person now. */
export function useMatters(): Found {
  const network = useWholeNetwork();
  const cases = useQuery({
    queryKey: ['cases', 'open'],
    queryFn: () => all((after) => read(api.GET('/api/v1/cases', { params: { query: { open: true, limit: 500, after } } }))),
  });
  const commands = useQuery({
    queryKey: ['commands', 'failed'],
    queryFn: () => {
      const since = new Date(Date.now() - commandsFor).toISOString();
      return all((after) =>
        read(api.GET('/api/v1/commands', { params: { query: { state: failed, since, limit: 500, after } } })),
      );
    },
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
  const asked = [cases, commands, security, certificates];
  const whole = network.loaded && cases.data && commands.data && security.data && certificates.data;
  return {
    problem: asked.find((one) => one.isError && one.data === undefined)?.error ?? null,
    retry: () => {
      for (const one of asked) if (one.isError) void one.refetch();
    },
    matters: whole
      ? matters(
          {
            stations: network.stations.values(),
            cases: cases.data,
            commands: commands.data,
            securityEvents: security.data.items,
            certificates: certificates.data.items,
          },
          Date.now(),
        )
      : null,
  };
}
