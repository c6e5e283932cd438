import { describe, expect, it } from '@jest/globals';
import { mutants } from './mutants.js';
import { simulate, type Scenario } from './world.js';

const faults = { requestLost: 0.05, answerLost: 0.08, doubled: 0.05, late: 0.1, refused: 0.02, fetchFails: 0.02 };
it('tmp', async () => {
  const scenarios: Record<string, () => Scenario> = {
   one: ()=>({ writers: 1, commands: 40, faults, crash: 0.05 }),
   three: ()=>({ writers: 3, commands: 40, faults, crash: 0.05 }),
   heavy: ()=>({ writers: 6, commands: 40, faults: {...faults, requestLost:.15, answerLost: .2, doubled: .15}, crash: 0.05 }),
   cut: ()=>({ writers: 2, commands: 40, faults, cutAtMs: 700 }),
   noDedup: ()=>({ writers: 3, commands: 40, faults, mutation: mutants.noDedup }),
   noNonce: ()=>({ writers: 3, commands: 40, faults, mutation: mutants.noNonce }),
   norej: ()=>({ writers: 3, commands: 40, faults, mutation: mutants.rejectionsNotRecorded }),
   timeout: ()=>({ writers: 3, commands: 40, faults, mutation: mutants.timeOutIsFailure }),
   false: ()=>({ writers: 1, commands: 40, faults: {...faults, falselyDeduplicated: 0.05} }),
   falseNotBelieved: ()=>({ writers: 1, commands: 40, faults: {...faults, falselyDeduplicated: 0.05}, mutation: {options: {believesBase: false}} }),
   nocheck: ()=>({ writers: 2, commands: 40, faults, cutAtMs: 700, mutation: mutants.noDivergenceCheck() }),
  };
  for (const [name, scenario] of Object.entries(scenarios)) {
    const started = Date.now(); let bad = 0; const kinds: Record<string, number> = {}; let seeds: number[] = []; let ev=0, cut=0;
    for (let seed = 1; seed <= 25; seed++) {
    const o = await simulate(seed, scenario()); cut += o.cutAcks;
    if (o.violations.length) {bad++; seeds.push(seed); for (const v of o.violations) { const k = v.replace(/\d+/g,'#'); kinds[k] = (kinds[k]??0)+1; }}
    }
    console.log('RES', name, bad, JSON.stringify(seeds), JSON.stringify(kinds), 'cutAcks', cut, (Date.now() - started) / 25, 'ms a run');
  }
}, 300000);
