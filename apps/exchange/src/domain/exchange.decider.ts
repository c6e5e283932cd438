import { addMs } from '@statewire/clock';
import {
  accept, reject, type DomainCommand, type DomainDecider, type DomainDecision, type DomainEvent, type FoldedEvent, type Instant, type JsonObject, type StateReader,
} from '@statewire/kernel';
import { SILENCE_NOTICE_MS, type LineAnswer, type LineRequest } from './line.js';
import { ncicAnswer, ncicCounts, ncicDelay, ncicEnd, ncicEvolve, ncicRaise, ncicReview, ncicReviewDue } from './ncic.simulator.js';

/** An unanswered request, kept until its answer; several of one record are told apart by their numbers. */
type Open = Readonly<{ request: LineRequest; corr?: string; timers: Readonly<Record<string, Instant>> }>;

/** A locate at which NCIC will look again. */
type Review = Readonly<{ request: LineRequest; due: Instant }>;

const streamOf = ({ line, idx }: LineRequest): string => `line/${line}/${idx}`;
const openKey = (stream: string): string => `open/${stream}`;
const reviewKey = (stream: string): string => `review/${stream}`;

/** What lies sealed under the record's own key: the record's data, and the locating agency's case number, which is free text. */
type Private = Readonly<{ fields: LineRequest['fields']; parts?: LineRequest['parts']; located?: Partial<LineRequest['located']> }>;

/** The request's public part. */
const shown = ({ fields: _fields, parts: _parts, located, ...rest }: LineRequest): JsonObject => {
  if (located === undefined) return rest;
  const { case: _case, ...open } = located;
  return { ...rest, located: open };
};
const sealed = ({ fields, parts, located }: Private) =>
  ({ fields, ...(parts === undefined ? {} : { parts }), ...(located?.case === undefined ? {} : { located: { case: located.case } }) });
const withCorr = (corr: string | undefined): JsonObject => (corr === undefined ? {} : { corr });

const sent = (request: LineRequest, timers: Readonly<Record<string, Instant | null>>, corr: string | undefined): DomainEvent => ({
  t: 'line.sent', tv: 1, s: streamOf(request), kid: request.stream,
  d: { ...shown(request), ...withCorr(corr), ...(Object.keys(timers).length === 0 ? {} : { due: timers }) },
  p: sealed(request),
});

/** No answer is waited for any more. */
const WAITS_NO_MORE = { answer: null, silence: null };

const answered = (request: LineRequest, { said, ...answer }: LineAnswer, corr: string | undefined, due: Readonly<Record<string, Instant | null>>): DomainEvent => ({
  t: 'line.answered', tv: 1, s: streamOf(request), kid: request.stream,
  d: { ...shown(request), ...withCorr(corr), answer, ...(Object.keys(due).length === 0 ? {} : { due }) },
  p: { ...sealed(request), ...(said === undefined ? {} : { said }) },
});

/**
 * A request goes out; the simulated system answers in the same commit, unless it was asked to keep silent. What ends a
 * pending change takes the unanswered request back from the line, so that both sides hold the same record.
 */
const forward = (state: StateReader, { payload, corr }: DomainCommand, now: Instant): DomainDecision => {
  const request = payload as unknown as LineRequest;
  if (request.function === 'withdraw') return withdraw(state, request, corr);
  // A question about the record leaves what is still unanswered as it is.
  if (request.function === 'compare') return accept(sent(request, {}, corr), answered(request, ncicAnswer(state, request), corr, {}));
  const { answerAfterMs } = ncicDelay(request);
  const waited = state.get<Open>(openKey(streamOf(request))) === undefined ? {} : WAITS_NO_MORE;
  const review = ncicReviewDue(state, request, now);
  if (answerAfterMs === undefined) return accept(sent(request, waited, corr), answered(request, ncicAnswer(state, request), corr, review === undefined ? {} : { review }));
  return accept(sent(request, { answer: addMs(now, answerAfterMs), silence: addMs(now, SILENCE_NOTICE_MS) }, corr));
};

const fire = (state: StateReader, { payload }: DomainCommand): DomainDecision => {
  const { stream, kind, due } = payload as Readonly<{ stream: string; kind: string; due: Instant }>;
  if (kind === 'review') return review(state, stream, due);
  const open = state.get<Open>(openKey(stream));
  if (open?.timers[kind] !== due) return reject({ code: 'OBSOLETE' });
  if (kind === 'answer') return accept(answered(open.request, ncicAnswer(state, open.request), open.corr, WAITS_NO_MORE));
  return accept({
    t: 'line.silent', tv: 1, s: stream, kid: open.request.stream,
    d: { ...shown(open.request), ...withCorr(open.corr), due: { silence: null } },
    p: sealed(open.request),
  });
};

/** NCIC looks at a locate, and cancels the record where it contradicts what the record says of extradition ($.E). */
const review = (state: StateReader, stream: string, due: Instant): DomainDecision => {
  const planned = state.get<Review>(reviewKey(stream));
  if (planned?.due !== due) return reject({ code: 'OBSOLETE' });
  const { request } = planned;
  const cancelled = ncicReview(state, request);
  const { fields, parts } = cancelled ?? request;
  return accept({
    t: 'line.reviewed', tv: 1, s: stream, kid: request.stream,
    d: { ...shown(request), cancelled: cancelled !== undefined, due: { review: null } },
    p: sealed({ ...request, fields, parts }),
  });
};

/** The answer is still awaited, as NCIC may have taken the entry; its silence is nobody's business any more. */
const withdraw = (state: StateReader, request: LineRequest, corr: string | undefined): DomainDecision => {
  if (state.get<Open>(openKey(streamOf(request))) === undefined) return reject({ code: 'OBSOLETE' });
  return accept({ t: 'line.withdrawn', tv: 1, s: streamOf(request), d: { ...shown(request), ...withCorr(corr), due: { silence: null } } });
};

const DECIDE: Readonly<Record<string, (state: StateReader, command: DomainCommand, now: Instant) => DomainDecision>> = {
  ForwardToLine: forward,
  FireTimer: fire,
};

/** Earlier events have the case in the open. */
const requestOf = ({ d, p }: FoldedEvent): LineRequest => {
  const { located, ...open } = d as unknown as LineRequest;
  const { fields = {}, parts, located: more } = (typeof p === 'object' ? p : {}) as Partial<Private>;
  return { ...open, fields, ...(parts === undefined ? {} : { parts }), ...(located === undefined ? {} : { located: { ...located, ...more } }) };
};

/** The request alone, without what its answer said. */
const askedIn = (event: FoldedEvent): LineRequest => {
  const { answer: _answer, corr: _corr, due: _due, ...request } = requestOf(event) as LineRequest & Readonly<Record<'answer' | 'corr' | 'due', unknown>>;
  return request;
};

/** The lines to outside systems: what was sent, what was answered, and the simulated systems' own stores. */
export const exchangeDecider: DomainDecider = {
  stateVersion: 'exchange-5',
  decide: (state, command, now) => DECIDE[command.type]?.(state, command, now) ?? reject({ code: 'DEFECT', why: 'unknown-command' }),
  evolve: (draft, event) => {
    const key = openKey(event.s);
    if (event.t === 'line.sent') {
      const timers = event.d['due'] as Readonly<Record<string, Instant | null>> | undefined;
      const corr = event.d['corr'];
      if (timers?.['answer'] === null) draft.delete(key);
      else if (timers !== undefined) draft.set(key, { request: requestOf(event), timers: timers as Open['timers'], ...(typeof corr === 'string' ? { corr } : {}) } satisfies Open);
    } else if (event.t === 'line.answered') {
      const due = event.d['due'] as Readonly<Record<string, Instant | null>> | undefined;
      if (due?.['answer'] === null) draft.delete(key);
      if (typeof due?.['review'] === 'string') draft.set(reviewKey(event.s), { request: askedIn(event), due: due['review'] } satisfies Review);
      ncicEvolve(draft, requestOf(event), event.d['answer'] as unknown as LineAnswer);
    } else if (event.t === 'line.reviewed') {
      draft.delete(reviewKey(event.s));
      if (event.d['cancelled'] === true) ncicEnd(draft, requestOf(event).nic ?? '');
    } else if (event.t === 'line.silent' || event.t === 'line.withdrawn') {
      const open = draft.get<Open>(key);
      if (open !== undefined) draft.set(key, { ...open, timers: { ...open.timers, silence: '' } });
    }
  },
  counted: {
    by: (event) => (event.t === 'line.answered' ? ncicCounts(event.d['function'] === 'enter', event.d['answer'] as unknown as LineAnswer) : {}),
    raise: ncicRaise,
  },
};
