import type { Hit } from '../api/types';
import { queries } from '../app/queries';
import { identity, type Chart } from '../fhir/chart';

/** The patient of a chart that this window has open: nothing is asked of the server for it, no access is added. */
export function ofOpenChart(patient: string): Hit | undefined {
  const chart = queries.getQueryData<Chart>(['chart', patient]);
  const who = chart && identity(chart);
  return who && { id: patient, family: who.family, given: who.given, born: who.born ?? '', sex: who.sex ?? '', ...(who.town ? { town: who.town } : {}) };
}
