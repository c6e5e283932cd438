import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlarmClock } from './alarm-clock.port.js';

export type OpenedAlarmClock = Readonly<{ alarms: AlarmClock; close: () => Promise<void> }>;

const after = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const patienceMs = 10_000;

/** What every alarm clock must do, on the system's time. */
export const alarmClockContract = (adapter: string, open: () => Promise<OpenedAlarmClock>) => {
  describe(`${adapter} keeps the alarm clock's contract`, () => {
    let opened: OpenedAlarmClock;
    let alarms: AlarmClock;
    let rung: { id: string; at: number }[];

    beforeEach(async () => {
      opened = await open();
      ({ alarms } = opened);
      rung = [];
    });
    afterEach(async () => { await opened.close(); });

    const arm = (id: string, due: string) => alarms.armAll([{ id, due }]);
    const listen = () => {
      alarms.onRing((id) => {
        rung.push({ id, at: Date.now() });
        return Promise.resolve();
      });
    };
    const ids = () => rung.map(({ id }) => id);
    const until = async (isSo: () => boolean) => {
      const end = Date.now() + patienceMs;
      while (!isSo() && Date.now() < end) await after(10);
    };

    it('rings once the instant has come, never before, and once', async () => {
      listen();
      const due = inMs(400);
      await arm('vehicle/SV00000417.expiry.3', due);
      await until(() => rung.length > 0);
      await after(300);

      expect(ids()).toEqual(['vehicle/SV00000417.expiry.3']);
      expect(rung[0]?.at).toBeGreaterThanOrEqual(Date.parse(due));
    });

    it('rings at once for an instant that has passed', async () => {
      listen();
      await arm('long-past', '2001-01-01T00:00:00.000Z');
      await until(() => rung.length > 0);

      expect(ids()).toEqual(['long-past']);
    });

    it('rings what fell due while nobody listened', async () => {
      await arm('early', inMs(-1_000));
      await after(200);
      listen();
      await until(() => rung.length > 0);

      expect(ids()).toEqual(['early']);
    });

    it('rings once for an id armed many times, also at the same moment', async () => {
      listen();
      const due = inMs(300);
      await Promise.all(Array.from({ length: 20 }, () => arm('many', due)));
      await arm('many', due);
      await until(() => rung.length > 0);
      await after(300);

      expect(ids()).toEqual(['many']);
    });

    it('rings the earlier of two first, whichever was armed first', async () => {
      listen();
      await arm('late', inMs(700));
      await arm('soon', inMs(250));
      await until(() => rung.length > 1);

      expect(ids()).toEqual(['soon', 'late']);
    });

    it('can be armed again after it rang', async () => {
      listen();
      await arm('again', inMs(100));
      await until(() => rung.length > 0);
      await after(100);
      await arm('again', inMs(100));
      await until(() => rung.length > 1);

      expect(ids()).toEqual(['again', 'again']);
    });

    it('rings again for a listener that failed, until it does not', async () => {
      alarms.onRing((id) => {
        rung.push({ id, at: Date.now() });
        return rung.length < 3 ? Promise.reject(new Error('not now')) : Promise.resolve();
      });
      await arm('stubborn', inMs(50));
      await until(() => rung.length > 2);
      await after(800);

      expect(ids()).toEqual(['stubborn', 'stubborn', 'stubborn']);
    }, 15_000);

    it('rings the others while a listener fails or takes its time', async () => {
      alarms.onRing(async (id) => {
        rung.push({ id, at: Date.now() });
        if (id === 'slow') await after(1_500);
        if (id === 'failing') throw new Error('no');
      });
      await arm('slow', inMs(0));
      await arm('failing', inMs(0));
      await after(100);
      const armed = Date.now();
      await arm('other', inMs(100));
      await until(() => ids().includes('other'));

      expect((rung.find(({ id }) => id === 'other')?.at ?? Infinity) - armed).toBeLessThan(1_300);
    }, 15_000);

    it('rings each of a thousand that fall due together', async () => {
      listen();
      const due = inMs(500);
      const many = Array.from({ length: 1_000 }, (_, n) => `many-${String(n)}`);
      await alarms.armAll(many.map((id) => ({ id, due })));
      await until(() => rung.length >= many.length);

      expect([...ids()].sort()).toEqual([...many].sort());
    }, 20_000);

    it('arms many at once, each once, whatever was armed before', async () => {
      listen();
      const many = Array.from({ length: 2_500 }, (_, n) => ({ id: `bulk-${String(n)}`, due: inMs(n < 2_000 ? 600 : 100_000) }));
      await alarms.armAll([]);
      await alarms.armAll(many.slice(0, 1_500));
      await alarms.armAll(many);
      await until(() => rung.length >= 2_000);
      await after(200);

      expect([...ids()].sort()).toEqual(many.slice(0, 2_000).map(({ id }) => id).sort());
    }, 20_000);

    it('keeps an alarm that is a century away, without ringing', async () => {
      listen();
      await arm('century', '2126-01-01T00:00:00.000Z');
      await after(400);

      expect(ids()).toEqual([]);
    });

    it.each(['', 'a:b', '417', '-1'])('refuses the id %j', async (id) => {
      await expect(arm(id, inMs(0))).rejects.toMatchObject({ code: 'alarm-clock/bad-id', canRetry: false });
    });

    it('refuses what is no instant', async () => {
      await expect(arm('a', 'tomorrow')).rejects.toMatchObject({ code: 'alarm-clock/bad-instant', canRetry: false });
    });

    it('is silent once it was closed', async () => {
      listen();
      await arm('after', inMs(300));
      await alarms.close();
      await after(500);

      expect(ids()).toEqual([]);
      await expect(arm('more', inMs(0))).rejects.toMatchObject({ code: 'alarm-clock/unavailable', canRetry: true });
    });
  });
};
