export { lmdbSnapshots, type LmdbSnapshotsOptions } from './snapshots.lmdb.js';
