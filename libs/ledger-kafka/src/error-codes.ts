import type { AppendResult } from '@statewire/ledger';

type Refusal = Extract<AppendResult, { kind: 'refused' }>['reason'];

/**
 * The broker's answers after which nothing of the append was stored. After every other one it may have been:
 * also a leader that says it leads no longer may hold a batch whose copies are under way.
 */
export const appendRefusals: ReadonlyMap<number, Refusal> = new Map<number, Refusal>([
  [10, 'too-large'], // MESSAGE_TOO_LARGE
  [18, 'too-large'], // RECORD_LIST_TOO_LARGE
  [19, 'not-enough-replicas'], // NOT_ENOUGH_REPLICAS
  [29, 'forbidden'], // TOPIC_AUTHORIZATION_FAILED
  [31, 'forbidden'], // CLUSTER_AUTHORIZATION_FAILED
  [17, 'invalid'], // INVALID_TOPIC_EXCEPTION
  [21, 'invalid'], // INVALID_REQUIRED_ACKS
  [32, 'invalid'], // INVALID_TIMESTAMP
  [35, 'invalid'], // UNSUPPORTED_VERSION
  [42, 'invalid'], // INVALID_REQUEST
  [43, 'invalid'], // UNSUPPORTED_FOR_MESSAGE_FORMAT
  [76, 'invalid'], // UNSUPPORTED_COMPRESSION_TYPE
  [87, 'invalid'], // INVALID_RECORD
]);

export const noError = 0;
export const offsetOutOfRange = 1;
export const forbiddenCodes: ReadonlySet<number> = new Set([29, 31]);
export const topicExists = 36;
