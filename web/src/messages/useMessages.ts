import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Message } from '../api/types';
import { queries, useList } from '../app/queries';

export const useMessages = () => useList<Message[]>(['messages'], '/api/messages', 60_000);

export const useDone = () =>
  useMutation({ mutationFn: (id: string) => post(`/api/messages/${id}/done`), onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }) });
