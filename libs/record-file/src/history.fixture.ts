import { accept, type DomainDecider, type DomainDecision, type FoldedEvent, type Instant, type JsonObject, type StateDraft } from '@statewire/kernel';
import { recordView, type RecordView } from './record.js';

export type Table = ReadonlyMap<string, unknown>;

export const draftOf = (table: Map<string, unknown>): StateDraft => ({
  get: <T>(key: string) => table.get(key) as T | undefined,
  set: (key, value) => void table.set(key, value),
  delete: (key) => void table.delete(key),
});

/** Folds events from nothing, as a restart does. */
export const replay = (decider: DomainDecider, events: readonly FoldedEvent[]): Table => {
  const table = new Map<string, unknown>();
  for (const event of events) decider.evolve(draftOf(table), event, { at: '', seq: 1 });
  return table;
};

/** What a partition counts that has lost all these events and was told so. */
export const countedAfterLoss = ({ counted }: DomainDecider, events: readonly FoldedEvent[]): Table => {
  const table = new Map<string, unknown>();
  // The last one first: an earlier one must not lower a count.
  for (const event of [...events].reverse()) counted?.raise(draftOf(table), counted.by(event));
  return table;
};

/** `corr` names the transmission whose sender waits for a final word. */
export type Telling = Readonly<{ key?: string; ori?: string; corr?: string }>;

/** A partition that is told commands one after another and folds what they bring about. */
export type History = Readonly<{
  tell(type: string, payload: JsonObject, telling?: Telling): DomainDecision;
  moveTo(now: Instant): void;
  now(): Instant;
  events: readonly FoldedEvent[];
  table: Table;
  /** Every record after its last event. */
  records(): readonly RecordView[];
}>;

export const historyOf = (decider: DomainDecider, start: Instant): History => {
  const table = new Map<string, unknown>();
  const events: FoldedEvent[] = [];
  const versions = new Map<string, number>();
  let now = start;
  let told = 0;

  const fold = (event: FoldedEvent): void => {
    events.push(event);
    decider.evolve(draftOf(table), event, { at: now, seq: events.length });
  };

  return {
    tell: (type, payload, { key, ori, corr } = {}) => {
      const sender = ori ?? (typeof payload['ori'] === 'string' ? payload['ori'] : 'NCIC');
      const by = { ori: sender, device: `${sender}-1`, user: 'op' };
      const command = { id: `c${String(++told)}`, type, key: key ?? sender, by, payload, ...(corr === undefined ? {} : { corr }) };
      const decision = decider.decide(draftOf(table), command, now);
      if (decision.out === 'rejected') return decision;
      // What is stored is JSON: a value that JSON does not carry would be another one after a restart.
      const stored = JSON.parse(JSON.stringify(decision.events)) as typeof decision.events;
      for (const event of stored) {
        const sv = (versions.get(event.s) ?? 0) + 1;
        versions.set(event.s, sv);
        // Of a record the number of an event is the version of the record that it leaves.
        if (event.s === `${String(event.d['file'])}/${String(event.d['idx'])}` && event.d['version'] !== sv) throw new Error(`${event.t} is event ${String(sv)} of ${event.s}, and says ${String(event.d['version'])}`);
        fold({ ...event, sv });
      }
      return accept(...stored);
    },
    moveTo: (instant) => void (now = instant),
    now: () => now,
    events,
    table,
    records: () => [...new Map(events.map((event) => [event.s, recordView(event)])).values()],
  };
};
