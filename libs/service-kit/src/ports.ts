import type { AlarmClock } from '@statewire/alarm-clock';
import type { Blobs } from '@statewire/blobs';
import type { Bus } from '@statewire/bus';
import type { SnapshotStore } from '@statewire/desk';
import type { KeyRing } from '@statewire/keyring';
import type { LogDriver } from '@statewire/ledger';
import type { Ownership } from '@statewire/ownership';
import type { SealSigner, SealSink } from '@statewire/seals';
import type { Views } from '@statewire/views';
import type { Log } from './log.js';
import type { Settings } from './settings.js';

/** Everything a service reaches the world by. Only composition roots name the adapters behind it. */
export type Ports = Readonly<{
  settings: Settings;
  /** Made at the very first start; it goes into every chain's genesis. */
  installation: string;
  driver: LogDriver;
  keyring: KeyRing;
  snapshots: SnapshotStore;
  views: Views;
  bus: Bus;
  blobs: Blobs;
  sealSigner: SealSigner;
  seals: SealSink;
  alarmClock: AlarmClock;
  ownership: Ownership;
  /** Whether what comes in can be kept: false while a disk that this process writes it to is nearly full. */
  hasRoom: () => boolean;
  log: Log;
}>;
