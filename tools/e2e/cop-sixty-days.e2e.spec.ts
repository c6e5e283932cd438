import { sixtyDays } from './cop-sixty-days-checks.js';
import { PROFILE } from './system.js';

// A twentieth of what the long suite turns the clock over; on the cluster, which turns it at a tenth of the speed, a hundredth.
const open = PROFILE === 'cluster' ? { immediate: 90, taylor: 5, homeland: 3, blue: 2 } : { immediate: 475, taylor: 15, homeland: 5, blue: 5 };
sixtyDays(open, 600_000);
