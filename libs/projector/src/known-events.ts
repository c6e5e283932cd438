import { Failure } from '@statewire/kernel';
import type { OpenedEvent } from '@statewire/ledger';

/** Turns an event of one version into the next. `p` may say `destroyed` or `restricted`: such an event is carried over as it is. */
export type Upcast = (event: OpenedEvent) => OpenedEvent;

/** An event type with its newest version; `up[0]` turns version 1 into 2, and so on without a gap. */
export type EventSchema = Readonly<{ t: string; tv: number; up?: readonly Upcast[] }>;

type EventName = Pick<OpenedEvent, 't' | 'tv' | 's'>;

/** The event types a reader understands, each brought to its newest version. */
export type KnownEvents = Readonly<{
  /** Throws as `upcast` does. */
  assertKnown(event: EventName): void;
  /** Throws Failure `projector/unknown-event` for a type or a version this reader is too old for. */
  upcast(event: OpenedEvent): OpenedEvent;
  /** The same for all; the very list where every event is of its newest version. */
  upcastAll(events: readonly OpenedEvent[]): readonly OpenedEvent[];
}>;

/** What every ledger holds beside its own events: the seals of its chain, and what of it was accepted as lost. */
const ledgerEvents: readonly EventSchema[] = [{ t: 'chain.sealed', tv: 1 }, { t: 'chain.loss-accepted', tv: 1 }];

/** Readers are deployed before writers of a new type: a reader that does not know an event must stop, because skipping it would make readers disagree. */
export const knownEvents = (schemas: readonly EventSchema[]): KnownEvents => {
  const newest = new Map<string, EventSchema>();
  for (const schema of [...ledgerEvents, ...schemas]) newest.set(schema.t, complete(schema));

  const schemaOf = (event: EventName): EventSchema => {
    const schema = newest.get(event.t);
    if (schema === undefined || event.tv > schema.tv) throw unknown(event);
    return schema;
  };
  const upcast = (event: OpenedEvent): OpenedEvent => {
    const schema = schemaOf(event);
    return event.tv === schema.tv ? event : raise(event, schema);
  };

  return {
    assertKnown: schemaOf,
    upcast,
    upcastAll: (events) => (events.every((event) => upcast(event) === event) ? events : events.map(upcast)),
  };
};

const complete = (schema: EventSchema): EventSchema => {
  if ((schema.up?.length ?? 0) === schema.tv - 1) return schema;
  throw new Failure('projector/upcaster-missing', `${schema.t} has ${String(schema.tv)} versions and not one step less.`, false);
};

const raise = (event: OpenedEvent, { up = [] }: EventSchema): OpenedEvent =>
  up.slice(event.tv - 1).reduce((older, step, done) => ({ ...step(older), tv: event.tv + done + 1 }), event);

const unknown = ({ t, tv, s }: EventName): Failure =>
  new Failure('projector/unknown-event', `${s} has an event ${t} of version ${String(tv)}, which this reader does not know.`, false);
