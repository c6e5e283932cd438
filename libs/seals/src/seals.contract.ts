import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeSealKey, sealSigner } from './seal-signer.js';
import { sealHash } from './seal-text.js';
import type { SealSink, SignedSeal } from './seals.port.js';

/** `reopen` closes the sink and gives another on the same seals; absent where they live no longer than the sink. */
export type OpenedSeals = Readonly<{ sink: SealSink; reopen?: () => Promise<SealSink>; close: () => Promise<void> }>;

const signer = sealSigner(makeSealKey().privateKeyPem);
const commitsASeal = 10;

/** The seals of one partition, each linked to the one before. */
export const chainOfSeals = (count: number, partition = 0): readonly SignedSeal[] => {
  const chain: SignedSeal[] = [];
  for (let n = 0; n < count; n += 1) {
    const last = chain.at(-1);
    chain.push(signer.sign({
      installation: 'test-installation',
      ledger: 'vehicles',
      gen: 1,
      partition,
      fromSeq: n * commitsASeal + 1,
      toSeq: (n + 1) * commitsASeal,
      merkleRoot: 'A'.repeat(43),
      previousSeal: last === undefined ? '' : sealHash(last),
      time: '2026-11-21T04:10:05.123Z',
      keyId: signer.keyId,
    }));
  }
  return chain;
};

/** What every keeper of seals must do. */
export const sealsContract = (adapter: string, open: () => Promise<OpenedSeals>) => {
  describe(`${adapter} keeps the seals' contract`, () => {
    let opened: OpenedSeals;
    let sink: SealSink;

    beforeEach(async () => {
      opened = await open();
      ({ sink } = opened);
    });
    afterEach(async () => { await opened.close(); });

    const listed = async (from = sink) => {
      const seals: SignedSeal[] = [];
      for await (const seal of from.list()) seals.push(seal);
      return seals;
    };

    it('lists nothing before the first seal', async () => {
      expect(await listed()).toEqual([]);
    });

    it('lists the seals as they were published, in that order', async () => {
      const chain = chainOfSeals(5);
      for (const seal of chain) await sink.publish(seal);

      expect(await listed()).toEqual(chain);
    });

    it('keeps a seal once, however often and late it is published again', async () => {
      const chain = chainOfSeals(4);
      for (const seal of [...chain, ...chain]) await sink.publish(seal);

      expect(await listed()).toEqual(chain);
    });

    it('says of a seal whether others were kept that reach as far, and keeps it', async () => {
      const chain = chainOfSeals(3);
      const [, second] = chain as [SignedSeal, SignedSeal, SignedSeal];
      const { signature: _, ...sealed } = second;
      const other = signer.sign({ ...sealed, merkleRoot: 'B'.repeat(43) });
      const elsewhere = signer.sign({ ...sealed, partition: 1 });
      const said: string[] = [];
      for (const seal of [...chain, second, other, other, elsewhere]) said.push(await sink.publish(seal));

      expect(said).toEqual(['as-before', 'as-before', 'as-before', 'as-before', 'other', 'as-before', 'as-before']);
      expect(await listed()).toEqual([...chain, other, elsewhere]);
    });

    it('keeps a seal once when it is published several times at the same moment', async () => {
      const [seal] = chainOfSeals(1) as [SignedSeal];
      await Promise.all(Array.from({ length: 20 }, () => sink.publish(seal)));

      expect(await listed()).toEqual([seal]);
    });

    it('knows a seal again whose fields come in another order', async () => {
      const [seal] = chainOfSeals(1) as [SignedSeal];
      await sink.publish(seal);
      await sink.publish(Object.fromEntries(Object.entries(seal).reverse()) as unknown as SignedSeal);

      expect(await listed()).toEqual([seal]);
    });

    it('keeps both of two seals over the same commits, for one of them proves a forgery', async () => {
      const [seal] = chainOfSeals(1) as [SignedSeal];
      const other = signer.sign({ ...seal, merkleRoot: 'B'.repeat(43) });
      await sink.publish(seal);
      await sink.publish(other);

      expect(await listed()).toEqual([seal, other]);
    });

    it('keeps all that several partitions publish at the same moment, each in its order', async () => {
      const chains = [0, 1, 2].map((partition) => chainOfSeals(10, partition));
      await Promise.all(chains.map(async (chain) => { for (const seal of chain) await sink.publish(seal); }));
      const all = await listed();

      expect(chains.map((_chain, partition) => all.filter((seal) => seal.partition === partition))).toEqual(chains);
    });

    it('publishes no more once it is closed', async () => {
      await sink.close();

      await expect(sink.publish((chainOfSeals(1) as [SignedSeal])[0])).rejects.toMatchObject({ code: 'seals/closed' });
    });

    it('has every published seal after it was opened anew, and still keeps each once', async () => {
      const chain = chainOfSeals(6);
      for (const seal of chain.slice(0, 4)) await sink.publish(seal);
      const again = (await opened.reopen?.()) ?? sink;
      for (const seal of chain.slice(2)) await again.publish(seal);

      expect(await listed(again)).toEqual(chain);
    });
  });
};
