import { QueryClient, useQuery } from '@tanstack/react-query';
import { get, post } from '../api/client';
import { useValue } from '../api/state';
import { door } from '../api/door';
import { Unreachable } from '../api/problem';
import type { Member, Session } from '../api/types';
import type { Chart } from '../fhir/chart';

/** Server state in one layer. Opening a chart writes a trace, so it is not asked again at each glance. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always', staleTime: 15_000, refetchInterval: (query) => (query.state.error instanceof Unreachable ? 5000 : false) },
    mutations: { retry: false, networkMode: 'always' },
  },
});

export const useList = <T>(key: readonly string[], path: string, every?: number) =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => get<T>(path, { signal }), ...(every ? { refetchInterval: every } : {}) });

export const useChart = (patient: string) =>
  useQuery({
    queryKey: ['chart', patient],
    queryFn: ({ signal }) => post<Chart>(`/api/patients/${patient}/chart`, {}, { signal, accept: 'application/fhir+json, application/problem+json' }),
    staleTime: 10 * 60_000,
    gcTime: 10 * 60_000,
  });

/** Whether this member is one of those in charge: what only they may do is offered to no one else. */
export function useSteward(): boolean {
  const me = useSession().member.id;
  return useList<Member[]>(['members'], '/api/members', 30_000).data?.some((one) => one.id === me && one.steward) ?? false;
}

/** The session beneath this screen: screens of the shell are shown only when there is one. */
export function useSession(): Session {
  const now = useValue(door);
  if (now.state === 'out') throw new Error('no session');
  return now.session;
}
