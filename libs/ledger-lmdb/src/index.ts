export { databaseFault } from './database-fault.js';
export { lmdbLogDriver, type LmdbLogDriver } from './log-driver.lmdb.js';
export { lmdbLogReader } from './log-reader.lmdb.js';
export type { LogName } from './log-store.js';
