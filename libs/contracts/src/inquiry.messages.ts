import type { Instant, JsonObject } from '@statewire/kernel';
import type { ImageRef, RecordStatus, Response } from './reply.js';

/** Pattern `search`: what a message asks of the hot files, for the agency under whose ORI it is asked. */
export type SearchRequest = Readonly<{ mke: string; ori: string; agencyType: string; fields: Readonly<Record<string, readonly string[]>> }>;

/**
 * What the journal keeps of a LEADS response in the open, enough to render it again: the version of the record that it shows, and when
 * and by whom the record had been queried before (`on`: CCYYMMDD), where its file shows that. `notify`: the agency that entered the
 * record and wants to know of every hit by another.
 */
export type ShownReference = Readonly<{ stream: string; version: number; queried?: Readonly<{ on: string; by: string }>; notify?: string }>;
export type ShownResponse = Response & Readonly<{ shown: ShownReference }>;

/** `next`: of a list that goes on, the place (PAG) from which it does. */
export type SearchAnswer = Readonly<{ responses: readonly ShownResponse[]; more: boolean; next?: string }>;

/** Pattern `roll`: the records of a file's list (those entered since an instant), oldest first, as inquiries see them now. */
export type RollRequest = Readonly<{ file: string; list: string; since?: Instant }>;
export type RollAnswer = Readonly<{ records: readonly JsonObject[] }>;

/** Pattern `resolve`: whose record an identification names, pending ones too, so that a command finds its home; first those of `ori`, which asks. */
export type ResolveRequest = Readonly<{ file: string; kind: string; identification: Readonly<Record<string, string>>; ori: string }>;
export type ResolveAnswer = Readonly<{ records: readonly Readonly<{ idx: string; owner: string; home: string; status: RecordStatus }>[] }>;

/**
 * Pattern `validation-list`: the records of an agency on the list of a month (CCYYMM), those still open or those confirmed,
 * in the order of their IDX after one, at most `limit`. `more`: there are others behind the last. `images`: of those that have any, by IDX.
 */
export type ValidationListRequest = Readonly<{ ori: string; month: string; state: 'open' | 'confirmed'; after?: string; limit: number }>;
export type ValidationListAnswer = Readonly<{ records: readonly JsonObject[]; images: Readonly<Record<string, readonly ImageRef[]>>; more: boolean }>;
/** Pattern `validation-counts`: how many records of an agency each of these months' lists holds. */
export type ValidationCountsRequest = Readonly<{ ori: string; months: readonly string[] }>;
export type ValidationCounts = Readonly<{ month: string; open: number; confirmed: number }>;
export type ValidationCountsAnswer = Readonly<{ lists: readonly ValidationCounts[] }>;

/**
 * Pattern `record`: the record on file under a number of LEADS's (IDX) or NCIC's (NIC); nothing where there is none. `current`: after all
 * that was in the ledgers when it was asked.
 */
export type RecordRequest = Readonly<{ idx: string } | { nic: string }> & Readonly<{ current?: true }>;
export type RecordAnswer = Readonly<{ record?: JsonObject }>;

/** Pattern `alike`: the records on file in these files that hold one of these numbers; whoever may see them. */
export type AlikeRequest = Readonly<{ files: readonly string[]; tags: readonly string[]; fields: Readonly<Record<string, readonly string[]>> }>;
export type AlikeAnswer = Readonly<{ records: readonly JsonObject[] }>;

/** Pattern `image`: the image on file under a number (IMN), and the record that it shows. */
export type ImageRequest = Readonly<{ imn: string }>;
export type ImageAnswer = Readonly<{ image?: JsonObject; base?: JsonObject }>;
