import { faultRounds } from './fault-rounds.contract.js';

// Starts its own three brokers; KAFKA_BROKERS is not used.
faultRounds({ faults: ['leader killed', 'leader frozen', 'follower frozen', 'all brokers killed'], frozenForMs: 4000, judgesPauses: false });
