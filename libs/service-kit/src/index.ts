export { causedId, sendCommand } from './commands.js';
export type { HostedLedger } from './hosted-ledger.js';
export { causeOf, codedLog, pinoLog, silentLog, type Facts, type Log } from './log.js';
export { Platform, PLATFORM, positionsOf } from './platform.js';
export { PlatformModule } from './platform.module.js';
export type { Ports } from './ports.js';
export { RecordService, seriesOf } from './record-service.js';
export type { Service } from './service.js';
export { readSettings, type Settings } from './settings.js';
