import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '@statewire/contracts';
import jpeg from 'jpeg-js';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verified } from './exported-ledger.js';
import { startSystem, type System } from './system.js';
import { stolenVehicle, Terminal, unique } from './terminal.js';

let system: System;
let columbus: Terminal;
beforeAll(async () => {
  system = await startSystem();
  columbus = new Terminal(system, 'COL1');
}, 120_000);
afterAll(() => system.remove(), 60_000);

const SMALL = Buffer.from(jpeg.encode({ width: 8, height: 8, data: Buffer.alloc(256, 120) }, 50).data).toString('base64');

/** A vehicle with an image of its own; returns the image's number. */
const imaged = async (): Promise<string> => {
  const uid = unique();
  const { record } = await columbus.finalWord(await columbus.send(stolenVehicle(uid)));
  const fields = { NIC: record?.nic ?? '', VIN: `1FAHP2E8XA0${uid}`, IMT: 'I', IMG: SMALL };
  const reply = (await columbus.sendJson({ mke: 'EIM', ori: 'OHCOP0000', fields })).json as Reply;
  return /IMN\/(I\d{9})/.exec((await columbus.finalWord(reply)).text)?.[1] ?? '';
};
const statusOf = async (imn: string): Promise<number> => (await columbus.call('GET', `/v1/images/${imn}`)).status;

const blobFiles = async (): Promise<readonly string[]> => {
  const names = await readdir(join(system.dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  return names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
};
/** The file that an act adds to the blob store. */
const added = async (act: () => Promise<string>): Promise<Readonly<{ imn: string; file: string }>> => {
  const before = new Set(await blobFiles());
  const imn = await act();
  return { imn, file: (await blobFiles()).find((file) => !before.has(file)) ?? '' };
};

describe('a picture in the blob store', () => {
  it('that was changed, cut or lost is never served, and verify names it', async () => {
    const whole = await imaged();
    const harms: readonly ((file: string) => Promise<void>)[] = [
      async (file) => { const bytes = await readFile(file); bytes[40] = (bytes[40] ?? 0) ^ 1; await writeFile(file, bytes); },
      async (file) => { await writeFile(file, (await readFile(file)).subarray(0, 50)); },
      (file) => rm(file),
    ];
    expect(await verified(system)).toMatch(/verifies/);
    for (const harm of harms) {
      const { imn, file } = await added(imaged);
      expect(await statusOf(imn)).toBe(200);
      await harm(file);
      expect(await statusOf(imn)).toBe(404);
    }
    expect(await statusOf(whole)).toBe(200);
    const found = await verified(system).then(() => '', (wrong: unknown) => String((wrong as { stdout?: string }).stdout));
    expect(found.match(/WRONG images\.g1\/\d: commit \d+: picture: the picture of image\/IM\d{8}/g)?.length).toBe(harms.length);
  });

  it('is gone from there with its image, and the ledger still verifies', async () => {
    const before = (await blobFiles()).length;
    const uid = unique();
    const { record } = await columbus.finalWord(await columbus.send(stolenVehicle(uid)));
    const nic = record?.nic ?? '';
    const reply = (await columbus.sendJson({ mke: 'EIM', ori: 'OHCOP0000', fields: { NIC: nic, VIN: `1FAHP2E8XA0${uid}`, IMT: 'I', IMG: SMALL } })).json as Reply;
    const imn = /IMN\/(I\d{9})/.exec((await columbus.finalWord(reply)).text)?.[1] ?? '';
    expect((await blobFiles()).length).toBe(before + 1);
    await columbus.send(`XIM.OHCOP0000.IMN/${imn}.NIC/${nic}`);
    for (const until = Date.now() + 10_000; (await blobFiles()).length > before && Date.now() < until;) await new Promise((go) => { setTimeout(go, 50); });
    expect((await blobFiles()).length).toBe(before);
  });
});
