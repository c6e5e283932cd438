import { describe, expect, it } from '@jest/globals';
import { loggedAlarms } from './alarms.js';
import type { Facts, Log } from './log.js';

const heard = () => {
  const facts: (Facts | undefined)[] = [];
  let now = 0;
  const log: Log = { error: (event, given) => { facts.push({ event, ...given }); }, warn: () => undefined, info: () => undefined };
  return { alarms: loggedAlarms(log, () => now), facts, wait: (ms: number) => { now += ms; } };
};
const failing = (seq: number, more = {}) => ({ follower: 'notify', partition: 'vehicles.g1/0', seq, attempt: 3, cause: 'Nobody answers.', ...more });

describe('an alarm', () => {
  it('of what is tried again is logged once a minute, with how many were not', () => {
    const { alarms, facts, wait } = heard();
    for (const seq of [1, 2, 3]) alarms.raise('reaction-failing', failing(seq));
    wait(59_999);
    alarms.raise('reaction-failing', failing(4));
    wait(1);
    alarms.raise('reaction-failing', failing(5));
    wait(60_000);
    alarms.raise('reaction-failing', failing(6));

    expect(facts).toEqual([
      { event: 'alarm', code: 'reaction-failing', ...failing(1) },
      { event: 'alarm', code: 'reaction-failing', ...failing(5), unsaid: 3 },
      { event: 'alarm', code: 'reaction-failing', ...failing(6) },
    ]);
  });

  it.each([['another follower', { follower: 'forward' }], ['another partition', { partition: 'vehicles.g1/1' }], ['another cause', { cause: 'The disk is full.' }]])(
    'of %s is one of its own',
    (_, more) => {
      const { alarms, facts } = heard();
      alarms.raise('reaction-failing', failing(1));
      alarms.raise('reaction-failing', failing(1, more));

      expect(facts).toHaveLength(2);
    },
  );

  it('of another condition is one of its own', () => {
    const { alarms, facts } = heard();
    alarms.raise('reaction-failing', failing(1));
    alarms.raise('view-outage', failing(1));

    expect(facts).toHaveLength(2);
  });

  it('of what is not tried again is logged whenever it is raised', () => {
    const { alarms, facts } = heard();
    for (const seq of [1, 2]) alarms.raise('parked', { follower: 'notify', seq });

    expect(facts).toEqual([{ event: 'alarm', code: 'parked', follower: 'notify', seq: 1 }, { event: 'alarm', code: 'parked', follower: 'notify', seq: 2 }]);
  });
});
