import { faultRounds, type Fault } from './fault-rounds.contract.js';

const faults: readonly Fault[] = [
  'leader killed',
  'follower frozen',
  'leader frozen',
  'two brokers killed',
  'rolling restart',
  'all brokers killed',
];
const roundsOfFaults = 5;

faultRounds({ faults: Array.from({ length: roundsOfFaults }, () => faults).flat(), frozenForMs: 12_000, judgesPauses: true });
