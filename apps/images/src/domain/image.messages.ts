import type { Fields, ImageBase, Picture } from '@statewire/record-file';

type ImageMessage = Readonly<{ mke: string; ori: string; fields: Fields; base: ImageBase }>;

/** Command types and the payload of each: what the switch sends, what the exchange brings back, and what the end of a record causes. */
export type ImageCommands = Readonly<{
  EnterRecord: ImageMessage & Readonly<{ picture: Picture }>;
  ModifyRecord: ImageMessage & Readonly<{ picture?: Picture }>;
  /** `image`: its IDX, where the message names it by that. */
  CancelRecord: ImageMessage & Readonly<{ image?: string }>;
  /** Ends one image of a record that has ended; `base` is its IDX. */
  EndImages: Readonly<{ base: string }>;
  /** Brings one image of a record to NCIC, or takes it from there, as the record now stands. */
  FollowRecord: Readonly<{ base: ImageBase }>;
  /** `change`: of an image that followed its record to NCIC. */
  AcceptEntry: Readonly<{ idx: string; nic: string; change?: number }>;
  RefuseEntry: Readonly<{ idx: string; reason: string; change?: number }>;
  AcceptChange: Readonly<{ idx: string; change: number }>;
  RefuseChange: Readonly<{ idx: string; change: number; reason: string }>;
}>;
