import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { AccessesScreen } from '../accesses/AccessesScreen';
import { ChartScreen } from '../chart/ChartScreen';
import { ContinuityScreen } from '../continuity/ContinuityScreen';
import { DayScreen } from '../day/DayScreen';
import { FilingScreen } from '../filing/FilingScreen';
import { MembersScreen } from '../members/MembersScreen';
import { MessagesScreen } from '../messages/MessagesScreen';
import { PrescriptionScreen } from '../prescription/PrescriptionScreen';
import { SignedScreen } from '../prescription/SignedScreen';
import { PatientsScreen } from '../search/PatientsScreen';
import { SecurityScreen } from '../security/SecurityScreen';
import { Lost } from './Lost';
import { Root } from './Root';

/** State = URL + queries. Addresses stand after the hash, carry opaque ids only, and never reach a server or its logs. */
const root = createRootRoute({ component: Root, notFoundComponent: Lost });
const home = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => { throw redirect({ to: '/jour' }); } });
const day = createRoute({ getParentRoute: () => root, path: '/jour', component: DayScreen });
const patients = createRoute({ getParentRoute: () => root, path: '/patients', component: PatientsScreen });
const chart = createRoute({ getParentRoute: () => root, path: '/patients/$patient', component: ChartScreen });
const prescription = createRoute({ getParentRoute: () => root, path: '/patients/$patient/ordonnance', validateSearch: (search: Record<string, unknown>): { renouveler?: true | string } => (search['renouveler'] ? { renouveler: typeof search['renouveler'] === 'string' ? search['renouveler'] : true } : {}), component: PrescriptionScreen });
const signed = createRoute({ getParentRoute: () => root, path: '/patients/$patient/ordonnance/$sheet', validateSearch: (search: Record<string, unknown>): { imprimer?: 'A5' | 'A4' } => (search['imprimer'] === 'A5' || search['imprimer'] === 'A4' ? { imprimer: search['imprimer'] } : {}), component: SignedScreen });
const accesses = createRoute({ getParentRoute: () => root, path: '/patients/$patient/acces', component: AccessesScreen });
const messages = createRoute({ getParentRoute: () => root, path: '/messages', component: MessagesScreen });
const filing = createRoute({ getParentRoute: () => root, path: '/verser', validateSearch: (search: Record<string, unknown>): { patient?: string } => (typeof search['patient'] === 'string' ? { patient: search['patient'] } : {}), component: FilingScreen });
const members = createRoute({ getParentRoute: () => root, path: '/membres', component: MembersScreen });
const security = createRoute({ getParentRoute: () => root, path: '/securite', component: SecurityScreen });
const continuity = createRoute({ getParentRoute: () => root, path: '/continuite', component: ContinuityScreen });

export const router = createRouter({
  routeTree: root.addChildren([home, day, patients, chart, prescription, signed, accesses, messages, filing, members, security, continuity]),
  history: createHashHistory(),
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
