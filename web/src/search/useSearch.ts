import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/client';
import type { Hits } from '../api/types';

/** Names go in the body, never in an address; two letters or more. */
export function useSearch(typed: string) {
  const [settled, setSettled] = useState('');
  const text = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 120);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ['search', settled],
    enabled: settled.length >= 2,
    queryFn: ({ signal }) => post<Hits>('/api/search', { text: settled }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5000,
    gcTime: 30_000,
  });
}
