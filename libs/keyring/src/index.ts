export type { CourtOrder, KeyRing } from './keyring.port.js';
